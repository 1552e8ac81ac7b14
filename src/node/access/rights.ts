import type { BoundFile } from '../../edit/index.js'
import type { FolderStatus, Ownership } from '../files/file-system-calls.js'
import { type Step, wayTo } from '../files/way.js'
import type { Machine } from '../machine.js'
import type { StateFolder } from '../transactions/state-folder.js'
import { canMake, exchangersOf, isOneOf, type Party, partyText, writersOf } from './parties.js'

/** Which files may be written on the authority of a record. */
export interface Rights {
  /**
   * Why a file may not be written; undefined when it may.
   * @param file its present ownership; undefined for a file to be made
   * @param folder the folder of the file
   */
  refusal(file: Ownership | undefined, folder: FolderStatus, path: string): string | undefined
}

/**
 * What root may write for a record that lies in a folder. The folder's owner, and whoever else may
 * write there, can plant a record or bring back an old one, so root writes no more than they could
 * write themselves. A folder that only root can write holds only root's own records.
 * @returns undefined when no such limit applies: to other users, and in root's own folders
 */
export function rightsFrom({ status, machine }: StateFolder): Rights | undefined {
  const { uid, mode, inode, device } = status
  if (machine.processes.uid() !== 0) return undefined
  const isOfRoot = uid === 0
  if (isOfRoot && !canOthersReplace(mode)) return undefined
  return {
    refusal: (file, folder) => {
      const isHere = folder.inode === inode && folder.device === device
      const isTheirs = !isOfRoot && (folder.uid === uid || file?.uid === uid)
      if (isHere || isTheirs) return undefined
      return isOfRoot
        ? 'lies elsewhere than the record, which others may have put there'
        : `belongs to others than user ${uid}, who may have put the record there`
    },
  }
}

/** What is asked of a change set to tell where its new files may be made. */
interface Making {
  /** The files of the configuration, by the paths at which it reads them. */
  readonly base: readonly Pick<BoundFile, 'path'>[]
  readonly edits: readonly { readonly create?: boolean }[]
}

/**
 * In which folders root makes new files for a configuration that others can write: those others
 * choose the names in it, which must not lead root into folders that they cannot write.
 * @param files the real paths of the files of the configuration
 * @returns undefined when root may make files anywhere, and for other users
 */
export function rightsToMake(
  { base, edits }: Making,
  { calls, processes }: Machine,
): Rights | undefined {
  const self = processes.uid()
  // Where users have no numbers, modes say nothing.
  if (self === undefined || !edits.some(({ create }) => create)) return undefined
  const trusted = [0, self]
  const authors = base
    .flatMap(({ path }) => authorsOf(wayTo(path, calls)))
    .filter((party) => !isOneOf(party, trusted))
  const distinct = [...new Map(authors.map((party) => [JSON.stringify(party), party])).values()]
  return {
    refusal: (file, folder, path) => {
      if (file !== undefined) return undefined
      const above = wayTo(path, calls).at(-1)?.folders.slice(0, -1) ?? []
      const other = distinct.find((party) => !canMake(party, [...above, folder], processes))
      return (
        other &&
        `would be made where ${partyText(other)}, who can change the configuration, could not make it: make the file first`
      )
    },
  }
}

/** Who can say what a file holds. */
export function authorsOf(way: readonly Step[]): Party[] {
  const { folders = [], entry } = way.at(-1) ?? {}
  return [...way.flatMap(exchangersOf), ...(entry === undefined ? [] : writersOf(entry, folders))]
}

/**
 * Whether a file that lies aside can be the one that this program has set aside there: where others may
 * write the folder, anybody can have put one there that would be theirs, to read and to change.
 */
export function isTrustedAside(
  aside: Ownership,
  folder: Ownership,
  user: number | undefined,
): boolean {
  if ((folder.mode & WRITTEN_BY_OTHERS) === 0 || user === undefined) return true
  return aside.uid === user || aside.uid === 0 || (user === 0 && aside.uid === folder.uid)
}

/** Whether others than the owner may put files of their own in the place of those in a folder. */
export function canOthersReplace(folderMode: number): boolean {
  return (folderMode & STICKY) === 0 && (folderMode & WRITTEN_BY_OTHERS) !== 0
}

/** The rights of others than the owner to write. */
export const WRITTEN_BY_OTHERS = 0o022
const STICKY = 0o1000
