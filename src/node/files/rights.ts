import { dirname } from 'node:path'
import type { StateFolder } from '../transactions/state-folder.js'
import type { FolderStatus, Ownership } from './file-system-calls.js'

/** Which files may be written on the authority of a record. */
export interface Rights {
  /**
   * Why a file may not be written; undefined when it may.
   * @param file its present ownership; undefined for a file to be made
   * @param folder the folder of the file
   */
  refusal(file: Ownership | undefined, folder: FolderStatus): string | undefined
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

/**
 * In which folders root makes new files for a configuration that others can write: those others
 * choose the names in it, which must not lead root into folders that they cannot write.
 * @param files the real paths of the files of the configuration
 * @returns undefined when root may make files anywhere, and for other users
 */
export function rightsToMake(state: StateFolder, files: Iterable<string>): Rights | undefined {
  const { status, machine } = state
  if (machine.processes.uid() !== 0) return undefined
  const author = authorOf(state, files)
  if (author === undefined) return undefined
  return {
    refusal: (file, folder) => {
      const isHere = folder.inode === status.inode && folder.device === status.device
      const isTheirs = folder.uid === author || (isHere && (folder.mode & WRITTEN_BY_OTHERS) !== 0)
      if (file !== undefined || isTheirs) return undefined
      return author === OTHERS
        ? 'would be made elsewhere than in the folder of the configuration, which others can write: make the file first'
        : `would be made in a folder that does not belong to user ${author}, whose configuration names it: make the file first`
    },
  }
}

/** Whether users other than the owner may replace files in a folder of this mode. */
export function canOthersReplace(folderMode: number): boolean {
  return (folderMode & STICKY) === 0 && (folderMode & WRITTEN_BY_OTHERS) !== 0
}

/** The rights of others than the owner to write. */
export const WRITTEN_BY_OTHERS = 0o022
const STICKY = 0o1000

/** Stands for all who may write a folder that belongs to root. */
const OTHERS = 'others'

/** A user other than root who can decide what a configuration holds; undefined for none. */
function authorOf(
  { status, machine: { calls } }: StateFolder,
  files: Iterable<string>,
): number | typeof OTHERS | undefined {
  const folders = new Map<string, Ownership | undefined>()
  const owners = [ownerOf(status)]
  for (const file of files) {
    const folder = dirname(file)
    if (!folders.has(folder)) folders.set(folder, calls.status(folder))
    owners.push(ownerOf(folders.get(folder)), calls.status(file)?.uid)
  }
  return owners.find((owner) => owner !== undefined && owner !== 0)
}

/** Who can replace the files of a folder: the uid of its owner, or all others. */
function ownerOf(folder: Ownership | undefined): number | typeof OTHERS | undefined {
  if (folder === undefined || folder.uid !== 0) return folder?.uid
  return canOthersReplace(folder.mode) ? OTHERS : 0
}
