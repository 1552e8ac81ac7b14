import { type EntryAccess, type FileAccess, ROOT_ALONE } from '../../edit/index.js'
import { MOST_FOLDERS_ABOVE } from '../files/bounded.js'
import type { Processes } from '../locks/processes.js'

/**
 * Whether all who can read one file can read another one too, as far as owners, groups, modes and the
 * folders above say; an access list counts as the group that it stands in for. Root and the user of this
 * process can read both. Where only more could be asked to tell, the answer is no.
 */
export function canReadersRead(
  target: FileAccess,
  source: FileAccess,
  processes: Pick<Processes, 'uid' | 'groupsOf'>,
): boolean {
  const from = source.folders === undefined ? ROOT_ALONE : source
  const [ofTarget, ofSource] = [target.folders ?? [], from.folders ?? []]
  const onlyOf = (some: readonly EntryAccess[], others: readonly EntryAccess[]) =>
    some.filter((each) => !others.some((other) => isAlike(each, other)))
  // What keeps people out of both keeps the same ones out; and it may keep out all whom only one keeps out.
  const before = onlyOf(ofSource, ofTarget)
  if (before.length === 0 && isAlike(target, from)) return true
  const trusted = new Set([0, processes.uid() ?? 0])
  return [[ofTarget, ofSource] as const, [onlyOf(ofTarget, ofSource), before] as const].some(
    ([around, others]) =>
      isWithin(mostReaders(target, around), leastReaders(from, others), {
        trusted,
        groupsOf: processes.groupsOf,
      }),
  )
}

/**
 * Who can read a file.
 * @param folders all those above it
 */
export function accessWithin(
  { uid, gid, mode }: EntryAccess,
  folders: readonly EntryAccess[],
): FileAccess {
  const closed: EntryAccess[] = []
  for (const { uid, gid, mode } of folders.filter((each) => !isOpen(each))) {
    const folder = { uid, gid, mode }
    if (!closed.some((each) => isAlike(each, folder))) closed.push(folder)
  }
  const isKept = closed.length <= MOST_FOLDERS_ABOVE
  return { uid, gid, mode, ...(isKept && { folders: closed }) }
}

/** Whether everybody may pass a folder. Its owner may give himself what the mode has not. */
function isOpen({ mode }: EntryAccess): boolean {
  return (mode & 0o011) === 0o011
}

function isAlike(one: EntryAccess, other: EntryAccess): boolean {
  return one.uid === other.uid && one.gid === other.gid && one.mode === other.mode
}

interface Readers {
  readonly isEveryone: boolean
  readonly users: ReadonlySet<number>
  readonly groups: ReadonlySet<number>
}

/** Whether all of some can be found among all: each user by name, or as one of a group. */
function isWithin(
  some: Readers,
  all: Readers,
  { trusted, groupsOf }: { readonly trusted: ReadonlySet<number> } & Pick<Processes, 'groupsOf'>,
): boolean {
  if (all.isEveryone) return true
  if (some.isEveryone) return false
  // The owner of a file need not be in its group: root can give a file any two.
  const isMember = (user: number) =>
    all.groups.size > 0 && groupsOf(user).some((group) => all.groups.has(group))
  const canUser = (user: number) => trusted.has(user) || all.users.has(user) || isMember(user)
  return [...some.users].every(canUser) && [...some.groups].every((group) => all.groups.has(group))
}

/** Nobody else than these can read a file. */
function mostReaders(access: EntryAccess, folders: readonly EntryAccess[]): Readers {
  const users = new Set([access.uid])
  const groups = new Set<number>()
  const narrowest = (bits: number) => {
    const closed = folders.filter(({ mode }) => (mode & bits) === 0)
    return closed.find(({ mode }) => (mode & 0o010) === 0) ?? closed[0]
  }
  let isEveryone = false
  if ((access.mode & 0o004) !== 0) {
    const closed = narrowest(0o001)
    isEveryone = closed === undefined
    if (closed !== undefined) users.add(closed.uid)
    if (closed !== undefined && (closed.mode & 0o010) !== 0) groups.add(closed.gid)
  }
  if ((access.mode & 0o040) !== 0) {
    const closed = narrowest(0o011)
    if (closed === undefined) groups.add(access.gid)
    else users.add(closed.uid)
  }
  return { isEveryone, users, groups }
}

/** At least these can read a file. */
function leastReaders(access: EntryAccess, folders: readonly EntryAccess[]): Readers {
  const users = new Set<number>()
  const groups = new Set<number>()
  const { uid, gid, mode } = access
  const letsUser = (folder: EntryAccess, user: number) =>
    isOpen(folder) || (folder.uid === user && (folder.mode & 0o100) !== 0)
  const letsGroup = (folder: EntryAccess, group: number) =>
    isOpen(folder) || (folder.gid === group && (folder.mode & 0o010) !== 0)
  let isEveryone = false
  // Where the group may do less than others, others are not all.
  if ((mode & 0o044) === 0o044) {
    const [closed] = folders.filter((folder) => !isOpen(folder))
    isEveryone = closed === undefined
    if (closed !== undefined) {
      const { uid: user, gid: group } = closed
      if (folders.every((folder) => letsUser(folder, user))) users.add(user)
      if (folders.every((folder) => letsGroup(folder, group))) groups.add(group)
    }
  }
  if ((mode & 0o040) !== 0 && folders.every((folder) => letsGroup(folder, gid))) groups.add(gid)
  if (folders.every((folder) => letsUser(folder, uid) || letsGroup(folder, gid))) users.add(uid)
  return { isEveryone, users, groups }
}
