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
  const isSticky = (mode & 0o1000) !== 0
  if (isOfRoot && (isSticky || (mode & 0o022) === 0)) return undefined
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
 * In which folders root makes new files for a configuration that belongs to somebody else: what a
 * configuration names is that user's choice, and no way into folders that this user cannot write.
 * @returns undefined where anywhere
 */
export function rightsToMake({ status, machine }: StateFolder): Rights | undefined {
  const { uid, inode, device } = status
  if (machine.processes.uid() !== 0 || uid === 0) return undefined
  return {
    refusal: (file, folder) => {
      const isHere = folder.inode === inode && folder.device === device
      if (file !== undefined || isHere || folder.uid === uid) return undefined
      return `would be made in a folder that does not belong to user ${uid}, whose configuration names it: make the file first`
    },
  }
}
