import type { Ownership } from '../files/file-system-calls.js'
import type { Step } from '../files/way.js'
import type { Processes } from '../locks/processes.js'

/**
 * Who may do something: one user, or all who are in each of some groups; without a group that is
 * everybody. Of an access list it is known what the bits for the group show of it.
 */
export type Party = { readonly user: number } | { readonly groups: readonly number[] }

/** Who can put something else in the place of what a step finds. */
export function exchangersOf({ folders, entry }: Step): Party[] {
  const folder = folders.at(-1) as Ownership
  // Where there is nothing, whoever may write the folder can put something.
  if ((folder.mode & STICKY) === 0 || entry === undefined) return writersOf(folder, folders)
  const isShared = (folder.mode & (GROUP_WRITES | OTHERS_WRITE)) !== 0
  // There the owner of an entry may rename it, and nobody else's.
  return isShared ? [{ user: folder.uid }, { user: entry.uid }] : [{ user: folder.uid }]
}

/**
 * Who can write a file, or in a folder.
 * @param folders those above it, from `/` down: who cannot come that far cannot write it
 */
export function writersOf({ uid, gid, mode }: Ownership, folders: readonly Ownership[]): Party[] {
  const writers: Party[] = [{ user: uid }]
  if ((mode & OTHERS_WRITE) !== 0) writers.push({ groups: [] })
  if ((mode & GROUP_WRITES) !== 0) writers.push({ groups: [gid] })
  return writers.flatMap((party) => ('user' in party ? party : (narrowed(party, folders) ?? [])))
}

/** Those of a party who may pass some folders; undefined for nobody. */
function narrowed(
  { groups }: Extract<Party, { readonly groups: unknown }>,
  folders: readonly Ownership[],
): Party | undefined {
  const all = [...groups]
  for (const { mode, gid } of folders) {
    if ((mode & OTHERS_PASS) !== 0) continue
    if ((mode & GROUP_PASSES) === 0) return undefined
    if (!all.includes(gid)) all.push(gid)
  }
  return { groups: all }
}

/**
 * Whether everybody of a party can make a file in a folder.
 * @param folders from `/` down to the one in which it is made
 */
export function canMake(
  party: Party,
  folders: readonly Ownership[],
  { groupsOf }: Pick<Processes, 'groupsOf'>,
): boolean {
  const bitsOf = bitsFor(party, groupsOf)
  return folders.every((folder, index) => {
    const needed = index === folders.length - 1 ? WRITES | PASSES : PASSES
    return (bitsOf(folder) & needed) === needed
  })
}

/**
 * Whether everybody of a party can write a file.
 * @param folders those above it, from `/` down
 */
export function canWrite(
  party: Party,
  file: Ownership,
  folders: readonly Ownership[],
  { groupsOf }: Pick<Processes, 'groupsOf'>,
): boolean {
  const bitsOf = bitsFor(party, groupsOf)
  return (bitsOf(file) & WRITES) !== 0 && folders.every((each) => (bitsOf(each) & PASSES) !== 0)
}

/** What everybody of a party may do, in the three bits of one class. */
function bitsFor(party: Party, groupsOf: Processes['groupsOf']): (of: Ownership) => number {
  let groups: readonly number[] | undefined
  return ({ uid, gid, mode }) => {
    // The owner can give himself what the mode has not.
    if ('user' in party && party.user === uid) return 7
    groups ??= 'user' in party ? groupsOf(party.user) : party.groups
    return (groups.includes(gid) ? mode >> 3 : mode) & 7
  }
}

/** Whether a party is one user, and one of these. */
export function isOneOf(party: Party, users: readonly (number | undefined)[]): boolean {
  return 'user' in party && users.includes(party.user)
}

export function partyText(party: Party): string {
  if ('user' in party) return `user ${party.user}`
  const [group] = party.groups
  return group === undefined ? 'others' : `group ${group}`
}

const STICKY = 0o1000
const GROUP_WRITES = 0o020
const OTHERS_WRITE = 0o002
const GROUP_PASSES = 0o010
const OTHERS_PASS = 0o001

/** In the three bits of one class. */
const WRITES = 2
const PASSES = 1
