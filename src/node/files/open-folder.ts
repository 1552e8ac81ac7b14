import { hasCode } from '../writing/write-error.js'
import type { FileSystemCalls, FolderStatus } from './file-system-calls.js'
import { ignoreErrors } from './ignore-errors.js'

/**
 * Runs an action while a folder is open.
 * @throws the system's errors when the folder cannot be opened
 */
export function inFolder<T>(
  calls: FileSystemCalls,
  path: string,
  action: (folder: FolderStatus) => T,
): T {
  const folder = calls.openFolder(path)
  try {
    return action(folder)
  } finally {
    ignoreErrors(() => calls.closeFolder(path))
  }
}

/** As `inFolder`, but does nothing when there is no such folder. @throws the system's errors */
export function inFolderIfThere(
  calls: FileSystemCalls,
  path: string,
  action: (folder: FolderStatus) => void,
): void {
  let folder: FolderStatus
  try {
    folder = calls.openFolder(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return
    throw error
  }
  try {
    action(folder)
  } finally {
    ignoreErrors(() => calls.closeFolder(path))
  }
}

/** Makes changes in an open folder survive a loss of power. @throws the system's errors */
export function syncFolder(path: string, calls: FileSystemCalls): void {
  try {
    calls.syncFolder(path)
  } catch (error) {
    // Some file systems cannot sync a folder, and need not.
    if (!hasCode(error, 'EINVAL', 'ENOTSUP')) throw error
  }
}
