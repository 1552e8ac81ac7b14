import { dirname } from 'node:path'
import type { FileAccess } from '../../edit/index.js'
import type { Processes } from '../locks/processes.js'
import type { Machine } from '../machine.js'

/** A file by its real path, and who may read it as far as it goes by that file alone. */
export interface ReadableFile {
  readonly path: string
  readonly access: FileAccess
}

/**
 * Whether all who can read one file can read another one too, as far as owners, groups, modes and the
 * folders above say; an access list counts as the group that it stands in for. Root and the user of this
 * process can read both. Where only more could be asked to tell, the answer is no.
 */
export function canReadersRead(
  target: ReadableFile,
  source: ReadableFile,
  { calls, processes }: Machine,
): boolean {
  if (target.path === source.path && isSameAccess(target.access, source.access)) return true
  const above = (path: string, otherwise: number) =>
    foldersAbove(path).map((folder): Folder => {
      return { path: folder, access: calls.status(folder) ?? { uid: -1, gid: -1, mode: otherwise } }
    })
  const [ofTarget, ofSource] = [above(target.path, 0o777), above(source.path, 0)]
  const isShared = ({ path }: Folder) =>
    [ofTarget, ofSource].every((folders) => folders.some((each) => each.path === path))
  const isApart = (folder: Folder) => !isShared(folder)
  const trusted = new Set([0, processes.uid() ?? 0])
  // What both lie in keeps the same people out of both; and it may keep out all whom only one keeps out.
  return [
    [ofTarget, ofSource] as const,
    [ofTarget.filter(isApart), ofSource.filter(isApart)] as const,
  ].some(([around, before]) =>
    isWithin(mostReaders(target.access, around), leastReaders(source.access, before), {
      trusted,
      groupsOf: processes.groupsOf,
    }),
  )
}

function isSameAccess(one: FileAccess, other: FileAccess): boolean {
  return one.uid === other.uid && one.gid === other.gid && one.mode === other.mode
}

interface Folder extends ReadableFile {}

function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let at = dirname(path); ; at = dirname(at)) {
    folders.push(at)
    if (at === '/') return folders
  }
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
function mostReaders(access: FileAccess, folders: readonly Folder[]): Readers {
  const users = new Set([access.uid])
  const groups = new Set<number>()
  const narrowest = (bits: number) => {
    const closed = folders.filter((folder) => (folder.access.mode & bits) === 0)
    return (closed.find(({ access: { mode } }) => (mode & 0o010) === 0) ?? closed[0])?.access
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
function leastReaders(access: FileAccess, folders: readonly Folder[]): Readers {
  const users = new Set<number>()
  const groups = new Set<number>()
  const { uid, gid, mode } = access
  const isOpen = ({ access }: Folder) => (access.mode & 0o011) === 0o011
  const letsUser = (folder: Folder, user: number) =>
    isOpen(folder) || (folder.access.uid === user && (folder.access.mode & 0o100) !== 0)
  const letsGroup = (folder: Folder, group: number) =>
    isOpen(folder) || (folder.access.gid === group && (folder.access.mode & 0o010) !== 0)
  let isEveryone = false
  // Where the group may do less than others, others are not all.
  if ((mode & 0o044) === 0o044) {
    const [closed] = folders.filter((folder) => !isOpen(folder))
    isEveryone = closed === undefined
    if (closed !== undefined) {
      const { uid: user, gid: group } = closed.access
      if (folders.every((folder) => letsUser(folder, user))) users.add(user)
      if (folders.every((folder) => letsGroup(folder, group))) groups.add(group)
    }
  }
  if ((mode & 0o040) !== 0 && folders.every((folder) => letsGroup(folder, gid))) groups.add(gid)
  if (folders.every((folder) => letsUser(folder, uid) || letsGroup(folder, gid))) users.add(uid)
  return { isEveryone, users, groups }
}
