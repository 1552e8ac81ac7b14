import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import type { FileSystemCalls, Ownership } from './file-system-calls.js'
import type { FileLock } from './lock.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/** The mode of a new file: configurations hold passwords, and nobody else need read them. */
const NEW_FILE_MODE = 0o640

/** What is to stand in a file, and what must stand in it before. */
export interface WriteRequest {
  /** The file; symbolic links are followed. */
  readonly path: string
  /** What errors call it; the path by default. */
  readonly name?: string
  /** Undefined: the file is to be gone. */
  readonly bytes: Uint8Array | undefined
  /**
   * SHA-256, lower-case hexadecimal, of the bytes that the new ones were made from; undefined when
   * there must be no such file yet.
   */
  readonly expectedHash: string | undefined
  /** Permission bits of a new file, 0640 by default. One that exists keeps its own. */
  readonly mode?: number
  /** Whose a new file is; its maker's by default. One that exists keeps its own. */
  readonly owner?: Owner
  /**
   * Goes on, with a note, where the access list or the extended attributes of the file cannot be
   * kept.
   */
  readonly mayLoseAttributes?: boolean | undefined
}

export interface Owner {
  readonly uid: number
  readonly gid: number
}

export function nameOf({ name, path }: Pick<WriteRequest, 'name' | 'path'>): string {
  return name ?? path
}

/** SHA-256 in lower-case hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const EXISTS = 'was made by someone else meanwhile; nothing was written'

/** What stands in a file right now. */
interface Present extends Ownership {
  readonly bytes: Uint8Array
}

/**
 * One file on its way from old bytes to new ones: prepared beside it, put in its place at once, and
 * put back when another file of the same change fails.
 */
export class Replacement {
  #before: Present | undefined
  /** The file that is there, opened once: what is kept of it is that one's, whatever takes its place. */
  #old: number | undefined
  #staged = false
  #folder: number | undefined

  #note: string | undefined

  constructor(
    readonly request: WriteRequest,
    readonly lock: FileLock,
    readonly calls: FileSystemCalls,
  ) {}

  get name(): string {
    return nameOf(this.request)
  }

  /** What the user should know of the new file when it is in its place. */
  get note(): string | undefined {
    return this.#note
  }

  /**
   * Writes the new bytes beside the file, with its mode, owner, access list and extended attributes.
   * @throws WriteError
   */
  prepare(): void {
    this.#before = this.#presentAsExpected()
    if (this.#before !== undefined) this.#openOld(this.#before)
    if (this.request.bytes !== undefined) this.#stage(this.request.bytes)
    this.#folder = this.calls.openFolder(dirname(this.lock.file))
  }

  /**
   * Puts the new bytes in the file's place, if it is still what it was.
   * @throws WriteError
   */
  commit(): void {
    if (!this.lock.isHeld()) {
      throw this.#error('lock-lost', 'somebody took its lock away; nothing was written')
    }
    const before = this.#before
    // The last look before the rename: programs that know no lock can only step in between the two.
    const now = this.#presentAsExpected()
    if (now?.mode !== before?.mode || now?.uid !== before?.uid || now?.gid !== before?.gid) {
      throw this.#error('changed', 'got another mode or owner meanwhile; nothing was written')
    }
    if (this.request.bytes === undefined) this.calls.remove(this.lock.file)
    else if (before === undefined) this.#putInFreePlace()
    else this.#putInPlace()
  }

  /**
   * Makes sure that the change outlives a loss of power.
   * @throws WriteError with `written`
   */
  settle(): void {
    if (this.#folder === undefined) return
    try {
      this.calls.syncFolder(this.#folder)
    } catch (error) {
      // Some file systems can not, and need not.
      if (hasCode(error, 'EINVAL', 'ENOTSUP')) return
      throw writeError(error, this.name, 'is written, but may be lost with the power')
    }
  }

  /** Gives the file its old bytes back. @throws WriteError */
  restore(): void {
    if (this.#before === undefined) {
      this.calls.remove(this.lock.file)
      return
    }
    this.#stage(this.#before.bytes, true)
    if (this.request.bytes === undefined) this.#putInFreePlace()
    else this.#putInPlace()
  }

  /**
   * Removes what stands beside the file. How the write itself ended is more to say than that this
   * failed: the next lock tries again.
   * @returns whether nothing is left
   */
  discard(): boolean {
    try {
      if (this.#old !== undefined) this.calls.close(this.#old)
      if (this.#folder !== undefined) this.calls.close(this.#folder)
      if (this.#staged) this.calls.remove(this.lock.temporaryFile)
      return true
    } catch {
      return false
    }
  }

  #putInPlace(): void {
    this.calls.rename(this.lock.temporaryFile, this.lock.file)
    this.#staged = false
  }

  /** Unlike a rename, a link never takes the place of what somebody else has just made. */
  #putInFreePlace(): void {
    try {
      this.calls.link(this.lock.temporaryFile, this.lock.file)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) throw this.#error('exists', EXISTS)
      // Some file systems know no links.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP')) throw error
      this.#putInPlace()
    }
  }

  #stage(bytes: Uint8Array, mayLoseAttributes = this.request.mayLoseAttributes): void {
    const { calls } = this
    // Secrets must not be readable by others while the mode is not yet set.
    const file = calls.create(this.lock.temporaryFile, 0o600)
    this.#staged = true
    try {
      calls.write(file, bytes)
      this.#keepOwner(file)
      this.#keepAttributes(file, mayLoseAttributes)
      calls.setMode(file, this.#before?.mode ?? this.request.mode ?? NEW_FILE_MODE)
      calls.sync(file)
    } finally {
      calls.close(file)
    }
  }

  /** A file that its reader can no longer read is worse than one that did not change. */
  #keepOwner(file: number): void {
    const wanted = this.#before ?? this.request.owner
    if (wanted === undefined) return
    const { uid, gid } = this.calls.ownership(file)
    if (uid === wanted.uid && gid === wanted.gid) return
    try {
      this.calls.setOwner(file, wanted.uid, wanted.gid)
    } catch (error) {
      if (!hasCode(error, 'EPERM')) throw error
      const owner = `user ${wanted.uid} and group ${wanted.gid}`
      const reason = `belongs to ${owner}, which only that user or root can keep; nothing was written`
      throw this.#error('ownership', reason)
    }
  }

  /** An access list may say who else can read it, and who not: as for the owner. */
  #keepAttributes(file: number, mayLose = false): void {
    if (this.#old === undefined) return
    const kept = this.calls.keepAttributes(this.#old, file)
    if (kept.kind === 'kept') return
    const what = 'its access list and extended attributes'
    const { reason } = kept
    if (kept.kind === 'unknown') {
      this.#note = `${this.name}: ${what} are lost, if it had any: ${reason}`
    } else if (mayLose) {
      this.#note = `${this.name}: ${what} are not what they were: ${reason}`
    } else {
      const why = `${what} cannot be kept (${reason}); nothing was written`
      throw this.#error('attributes', why)
    }
  }

  #openOld({ bytes }: Present): void {
    const { calls } = this
    this.#old = calls.openToRead(this.lock.file)
    if (Buffer.compare(calls.readOpened(this.#old), bytes) === 0) return
    throw this.#error('changed', 'was changed by someone else meanwhile; nothing was written')
  }

  #presentAsExpected(): Present | undefined {
    const { calls, request } = this
    const status = calls.status(this.lock.file)
    if (status === undefined) {
      if (request.expectedHash === undefined) return undefined
      throw this.#error('gone', 'was removed by someone else meanwhile; nothing was written')
    }
    if (request.expectedHash === undefined) {
      throw this.#error('exists', EXISTS)
    }
    if (!status.isFile) throw this.#error('not-a-file', 'is no regular file')
    // A rename asks the folder for permission and not the file.
    calls.checkWritable(this.lock.file)
    const bytes = calls.read(this.lock.file)
    if (hashOf(bytes) !== request.expectedHash) {
      throw this.#error('changed', 'was changed by someone else meanwhile; nothing was written')
    }
    return { ...status, bytes }
  }

  #error(code: WriteError['code'], reason: string): WriteError {
    return new WriteError(code, this.name, reason)
  }
}
