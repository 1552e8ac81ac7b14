import { dirname } from 'node:path'
import type { StateFolder } from '../transactions/state-folder.js'
import type { FolderStatus, Ownership } from './file-system-calls.js'

/** Which files may be written for the sake of what a record says. */
export interface Rights {
  /**
   * Why a file may not be written; undefined when it may.
   * @param file as it is; undefined for one that is to be made
   * @param folder in which it lies
   */
  refusal(file: Ownership | undefined, folder: FolderStatus): string | undefined
}

/**
 * What root may do for a record that lies in a folder. The owner of the folder, and whoever else may
 * write there, can put records there that are not theirs, and old ones again: so that root writes no
 * more than they could write themselves. A folder that is root's alone holds root's own records.
 * @returns undefined where root, or any other user, may write what the system lets that user write
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
 * In which folders root makes new files for a configuration that others can write: what it names is
 * their choice, and no way into folders that they cannot write.
 * @param files the real paths of the files of the configuration
 * @returns undefined where anywhere
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

const WRITTEN_BY_OTHERS = 0o022
const STICKY = 0o1000

/** Stands for all who may write a folder of root's. */
const OTHERS = 'others'

/** Who beside root can say what a configuration holds; undefined for nobody. */
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

/** Who can exchange the files of a folder: the number of its owner, or all others. */
function ownerOf(folder: Ownership | undefined): number | typeof OTHERS | undefined {
  if (folder === undefined || folder.uid !== 0) return folder?.uid
  return canOthersReplace(folder.mode) ? OTHERS : 0
}
