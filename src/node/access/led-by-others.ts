import { dirname } from 'node:path'
import { type BoundFile, boundPath } from '../../edit/index.js'
import type { FileSystemCalls, Ownership } from '../files/file-system-calls.js'
import { askQuietly } from '../files/ignore-errors.js'
import { type Step, wayTo } from '../files/way.js'
import type { Machine } from '../machine.js'
import { canMake, canWrite, exchangersOf, isOneOf, type Party, partyText } from './parties.js'
import { authorsOf } from './rights.js'

/** The paths of the files above one that is included, from the one with the include statement up. */
export type IncludedBy = readonly string[]

/** Somebody who has led this user to a file. */
interface Leader {
  readonly party: Party
  /** The file above, whose text leads there; absent where a link does. */
  readonly file?: string
}

/**
 * Who has led this user to a file, by a link or an include statement, and could not write it or put
 * another one in its place: what is written there by the rights of this user is that one's choice.
 * @param chains the ways in which it is included; none for a file that was named, or met in a folder. One
 *   that nobody else can change is enough
 * @returns a clause; undefined where nobody has
 */
export function ledByOthers(
  file: BoundFile,
  chains: readonly IncludedBy[],
  { calls, processes }: Machine,
): string | undefined {
  const self = processes.uid()
  if (self === undefined) return undefined
  const real = boundPath(file)
  const own = askQuietly(() => wayTo(real, calls))
  // A file that is not there is made, or is gone: `rightsToMake` sees to that.
  if (own?.at(-1)?.entry === undefined) return undefined
  const isLed = (party: Party) => !isOneOf(party, [0, self]) && !canPut(party, own, processes)
  const party = exchangers(file.path, calls).find(isLed)
  if (party !== undefined) return told({ party }, real)
  let first: Leader | undefined
  for (const chain of chains) {
    const found = leaderIn(chain, calls, isLed)
    if (found === undefined) return undefined
    first ??= found
  }
  return first && told(first, real)
}

/**
 * Who has led this user, by a link, to a file that somebody names to be written, or to the folder in which it
 * is to be made: whoever may write a folder on the way would choose what the rights of this user write.
 * @param place `realPath` is where it lies, or would lie
 * @returns a clause that begins with the place's name, in one line; undefined where nobody has
 */
export function ledToPlace(
  { name, path, realPath }: Required<Pick<BoundFile, 'name' | 'path' | 'realPath'>>,
  machine: Machine,
): string | undefined {
  const isThere = askQuietly(() => machine.calls.status(realPath)) !== undefined
  const place = isThere
    ? { name, path, realPath }
    : { name, path: dirname(path), realPath: dirname(realPath) }
  const why = ledByOthers(place, [], machine)
  return why && `${name} ${why}`
}

/** The first who can change one of the files above, the nearest before the others. */
function leaderIn(
  chain: IncludedBy,
  calls: FileSystemCalls,
  isLed: (party: Party) => boolean,
): Leader | undefined {
  for (const file of chain) {
    const party = authors(file, calls).find(isLed)
    if (party !== undefined) return { party, file }
  }
  return undefined
}

function told({ party, file }: Leader, real: string): string {
  const who = partyText(party)
  return file === undefined
    ? `leads to ${real} by a link that ${who} can exchange, who could not write that file`
    : `is included by ${file}, and ${who}, who can change that, could not write it`
}

function exchangers(path: string, calls: FileSystemCalls): readonly Party[] {
  // What has no way to it is being exchanged at this moment.
  return askQuietly(() => wayTo(path, calls))?.flatMap(exchangersOf) ?? [{ groups: [] }]
}

function authors(path: string, calls: FileSystemCalls): readonly Party[] {
  const way = askQuietly(() => wayTo(path, calls))
  return way === undefined ? [{ groups: [] }] : authorsOf(way)
}

/**
 * Whether everybody of a party can write a file, or put another one in its place.
 * @param way to it, without links
 */
function canPut(party: Party, way: readonly Step[], processes: Machine['processes']): boolean {
  const { entry, folders } = way.at(-1) as Step
  if (entry !== undefined && canWrite(party, entry, folders, processes)) return true
  return way.toReversed().some((step) => canReplace(party, step, processes))
}

function canReplace(party: Party, { folders, entry }: Step, processes: Machine['processes']) {
  const folder = folders.at(-1) as Ownership
  const isKept = (folder.mode & STICKY) !== 0 && !isOneOf(party, [folder.uid, entry?.uid])
  return !isKept && canMake(party, folders, processes)
}

const STICKY = 0o1000
