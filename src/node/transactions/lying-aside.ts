import { dirname } from 'node:path'
import { isSameInode } from '../files/file-identity.js'
import {
  type FileSystemCalls,
  type FolderStatus,
  MOST_OF_A_FILE,
  type Ownership,
} from '../files/file-system-calls.js'
import { linkIfFree } from '../files/link-if-free.js'
import { inFolderIfThere, syncFolder } from '../files/open-folder.js'
import { keptFileOf, removedFileOf } from '../locks/lock.js'
import { hashOf } from '../writing/replacement.js'
import { hasCode } from '../writing/write-error.js'
import type { RecordedFile } from './transaction-record.js'

/**
 * Looks at what a dead process has set aside of a file, before anybody throws it away: it may have died
 * before it saw that somebody had written into the file at the last moment. Such a text comes back to
 * its place where that is free, and else lies under a name that nothing removes.
 * @param id of the record
 * @param mayComeBack whether a file may be put in its place again
 * @returns where what somebody else wrote lies, if not in its place
 * @throws the system's errors
 */
export function rescueAside(
  { path, beforeHash, afterHash }: RecordedFile,
  id: string,
  calls: FileSystemCalls,
  mayComeBack: (aside: Ownership, folder: FolderStatus) => boolean,
): string | undefined {
  const aside = removedFileOf(path, id)
  const keptFile = keptFileOf(path, id)
  let kept: string | undefined
  inFolderIfThere(calls, dirname(path), (folder) => {
    const found = lookAt(aside, calls)
    if (found === undefined) return
    if (found.hash !== undefined && [beforeHash, afterHash].includes(found.hash)) return
    // Another name of the file that is in its place.
    const isKnown = found.identity !== undefined
    if (isKnown && isSameInode(found.identity, lookAt(path, calls)?.identity)) return
    if (!mayComeBack(found, folder) || !linkIfFree(aside, path, calls)) {
      calls.rename(aside, keptFile)
      kept = keptFile
    }
    syncFolder(dirname(path), calls)
  })
  return kept
}

interface Found extends Ownership {
  /** Undefined for a file that is too large to be one of ours. */
  readonly hash: string | undefined
  readonly identity: string | undefined
}

/** Undefined when there is no regular file. @throws the system's errors */
function lookAt(path: string, calls: FileSystemCalls): Found | undefined {
  const status = calls.status(path)
  if (!status?.isFile) return undefined
  try {
    const { bytes, ...facts } = calls.read(path, MOST_OF_A_FILE)
    return { ...facts, hash: hashOf(bytes) }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTREG')) return undefined
    if (hasCode(error, 'EFBIG')) return { ...status, hash: undefined, identity: undefined }
    throw error
  }
}
