import { dirname } from 'node:path'
import type { FileAccess } from '../../edit/index.js'
import {
  type Contents,
  type FileSystemCalls,
  type FolderStatus,
  MOST_OF_A_FILE,
} from '../files/file-system-calls.js'
import { inFolder } from '../files/open-folder.js'
import { hasCode } from '../writing/write-error.js'
import { accessWithin } from './readers.js'

/** A file as it was read, and the folder in which it lay. */
export interface ReadFile extends Contents {
  /** Undefined where this user may pass the folder and not open it. */
  readonly folder: FolderStatus | undefined
  /**
   * Who could read the file in that folder and those above, told from the opened ones: a path may lead
   * elsewhere by the next look.
   */
  readonly access: FileAccess
}

/**
 * Reads a file in its folder.
 * @param path a real path
 * @param most in bytes, as `FileSystemCalls.read` has it
 * @throws the system's errors, with those of `FileSystemCalls.read`
 */
export function readWithAccess(
  path: string,
  calls: FileSystemCalls,
  most = MOST_OF_A_FILE,
): ReadFile {
  return readIn(path, { calls, most }, (contents, above) => accessWithin(contents, above()))
}

/** As `readWithAccess`, where nobody asks who could read the file. */
export function readInFolder(path: string, calls: FileSystemCalls): ReadFile {
  return readIn(path, { calls, most: MOST_OF_A_FILE }, ({ uid, gid, mode }) => ({ uid, gid, mode }))
}

function readIn(
  path: string,
  { calls, most }: { readonly calls: FileSystemCalls; readonly most: number },
  accessOf: (
    contents: Contents,
    above: () => ReturnType<FileSystemCalls['foldersFrom']>,
  ) => FileAccess,
): ReadFile {
  const at = dirname(path)
  try {
    return inFolder(calls, at, (folder) => {
      const contents = calls.read(path, most)
      return { ...contents, folder, access: accessOf(contents, () => calls.foldersFrom(at)) }
    })
  } catch (error) {
    if (!hasCode(error, 'EACCES')) throw error
    // Who may pass a folder need not be allowed to open it.
    const contents = calls.read(path, most)
    const { uid, gid, mode } = contents
    return { ...contents, folder: undefined, access: { uid, gid, mode } }
  }
}
