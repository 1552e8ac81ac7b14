import type { FileFacts, FileSystemCalls, Ownership } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { hasCode, NOTHING_WRITTEN, WriteError } from './write-error.js'

/** Set-id bits are for programs; and nobody is to gain one by what is written for them. */
export const PERMISSIONS = 0o1777

/** What a file is to be that is made beside another one, to take its place. */
export interface StagedFile {
  readonly calls: FileSystemCalls
  /** What errors call the file whose place it takes. */
  readonly name: string
  /** Whose it is to be, and its mode, from what the system has given it. */
  readonly ownership: (own: Ownership) => Ownership
  /** The opened file whose access list and extended attributes it gets. */
  readonly like: number | undefined
  /** As `WriteRequest` has it. */
  readonly mayLoseAttributes: boolean
}

/**
 * Writes a file that has just been made, and closes it.
 * @returns what the system says of it, and what the user should know of it when it is in its place
 * @throws WriteError, and the system's errors
 */
export function fillStaged(
  file: number,
  bytes: Uint8Array,
  staged: StagedFile,
): { readonly facts: FileFacts; readonly note: string | undefined } {
  const { calls } = staged
  try {
    calls.write(file, bytes)
    const own = calls.ownership(file)
    const wanted = staged.ownership(own)
    keepOwner(file, own, wanted, staged)
    const note = keepAttributes(file, staged)
    calls.setMode(file, wanted.mode & PERMISSIONS)
    calls.sync(file)
    return { facts: own, note }
  } catch (error) {
    // The new file may have been renamed meanwhile by somebody else: then nothing removes it.
    ignoreErrors(() => calls.setMode(file, 0))
    throw error
  } finally {
    calls.close(file)
  }
}

/** A file that its reader can no longer read is worse than one that did not change. */
function keepOwner(
  file: number,
  own: Ownership,
  { uid, gid }: Ownership,
  { calls, name }: StagedFile,
): void {
  if (own.uid === uid && own.gid === gid) return
  try {
    calls.setOwner(file, uid, gid)
  } catch (error) {
    if (!hasCode(error, 'EPERM')) throw error
    const reason = `belongs to user ${uid} and group ${gid}, which only that user or root can keep${NOTHING_WRITTEN}`
    throw new WriteError('ownership', name, reason)
  }
}

/**
 * An access list may say who else can read a file, and who not: as the owner and the mode do.
 * @returns what was lost
 */
function keepAttributes(
  file: number,
  { calls, name, like, mayLoseAttributes }: StagedFile,
): string | undefined {
  if (like === undefined) return undefined
  const kept = calls.keepAttributes(like, file)
  if (kept.kind === 'kept') return undefined
  const what = 'its access list and extended attributes'
  const { reason } = kept
  if (kept.kind === 'unknown') return `${name}: ${what} are lost, if it had any: ${reason}`
  if (mayLoseAttributes) return `${name}: ${what} are not what they were: ${reason}`
  const why = `${what} cannot be kept (${reason})${NOTHING_WRITTEN}`
  throw new WriteError('attributes', name, why)
}
