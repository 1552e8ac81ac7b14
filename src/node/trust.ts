import { dirname } from 'node:path'
import type { FileSystemCalls } from './file-system-calls.js'

/**
 * Whether what a record says may be done to files. Records lie where others may put some too, and a
 * user must not be led to write for somebody else: only what that one could have written as well.
 * @param owner of the record, by the number of the user
 * @param paths of the files that would be written
 */
export function mayActOn(
  owner: number | undefined,
  paths: readonly string[],
  calls: FileSystemCalls,
): boolean {
  const self = process.geteuid?.()
  if (self === undefined || owner === self || owner === 0) return true
  return owner !== undefined && paths.every((path) => ownerOf(path, calls) === owner)
}

/** Whose a file is, or the folder that it would lie in. */
function ownerOf(path: string, calls: FileSystemCalls): number | undefined {
  return (calls.status(path) ?? calls.status(dirname(path)))?.uid
}
