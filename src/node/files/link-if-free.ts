import { hasCode } from '../writing/write-error.js'
import type { FileSystemCalls } from './file-system-calls.js'

/**
 * Gives a file a second name, where nothing has that name and the file system knows links.
 * @returns whether it did
 * @throws the system's other errors
 */
export function linkIfFree(
  from: string,
  to: string,
  calls: Pick<FileSystemCalls, 'link'>,
): boolean {
  try {
    calls.link(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP')) return false
    throw error
  }
}
