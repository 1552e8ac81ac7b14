import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import {
  type Contents,
  type FileSystemCalls,
  MOST_OF_A_FILE,
  type Ownership,
} from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { newFileOwnership } from '../files/new-file.js'
import { syncFolder } from '../files/open-folder.js'
import type { Rights } from '../files/rights.js'
import type { FileLock } from '../locks/lock.js'
import { hasCode, WriteError, writeError } from './write-error.js'

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
  /** Permission bits of a new file; by default as `newFileOwnership` has it. */
  readonly mode?: number
  /** A file whose readers are to be able to read a new one: the main file, by its real path. */
  readonly like?: string | undefined
  /**
   * Goes on, with a note, where the access list or the extended attributes of the file cannot be
   * kept.
   */
  readonly mayLoseAttributes?: boolean | undefined
}

export function nameOf({ name, path }: Pick<WriteRequest, 'name' | 'path'>): string {
  return name ?? path
}

/** SHA-256 in lower-case hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const GONE = 'was removed by someone else meanwhile; nothing was written'
const CHANGED = 'was changed by someone else meanwhile; nothing was written'
const EXISTS = 'was made by someone else meanwhile; nothing was written'

/** Set-id bits are for programs; and nobody is to gain one by what is written for them. */
const PERMISSIONS = 0o1777

/**
 * One file on its way from old bytes to new ones: prepared beside it, put in its place at once, and
 * put back when another file of the same change fails.
 */
export class Replacement {
  #before: Contents | undefined
  /** The file that is there, opened once: what is kept of it is that one's, whatever takes its place. */
  #old: number | undefined
  #note: string | undefined
  #staged = false
  #isPrepared = false
  /** Whether the file that was removed lies aside alone, and whether anything does. */
  #isAside = false
  #leavesAside = false

  constructor(
    readonly request: WriteRequest,
    readonly lock: FileLock,
    readonly calls: FileSystemCalls,
    readonly rights?: Rights | undefined,
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
    this.#before = this.#presentAsExpected(() => this.#openOld())
    if (this.request.bytes !== undefined && !this.#isKept()) this.#stage(this.request.bytes)
    this.#isPrepared = true
  }

  /** Whether the file lies aside: to be restored also when its commit failed. */
  get isAside(): boolean {
    return this.#isAside
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
    const now = this.#presentAsExpected(() => this.calls.read(this.lock.file, MOST_OF_A_FILE))
    if (now?.mode !== before?.mode || now?.uid !== before?.uid || now?.gid !== before?.gid) {
      throw this.#error('changed', 'got another mode or owner meanwhile; nothing was written')
    }
    // The same text in another file may have another access list.
    if (now?.identity !== before?.identity) throw this.#error('changed', CHANGED)
    if (this.request.bytes === undefined) this.#putAside(before)
    else if (before !== undefined) this.#putInPlace()
    else this.#putInFreePlace(this.#staged ? this.lock.temporaryFile : this.lock.removedFile)
  }

  /**
   * Makes sure that the change outlives a loss of power.
   * @throws WriteError with `written`
   */
  settle(): void {
    if (!this.#isPrepared) return
    try {
      syncFolder(dirname(this.lock.file), this.calls)
    } catch (error) {
      throw writeError(error, this.name, 'is written, but may be lost with the power')
    }
  }

  /** Gives the file its old bytes back. @throws WriteError */
  restore(): void {
    if (this.#before === undefined) {
      this.calls.remove(this.lock.file)
      return
    }
    if (this.#isAside) {
      this.#putInFreePlace(this.lock.removedFile)
      this.#isAside = false
      return
    }
    this.#stage(this.#before.bytes, true)
    this.#putInPlace()
  }

  /**
   * Removes what stands beside the file. How the write itself ended is more to say than that this
   * failed: the next lock tries again.
   * @param isDone whether the whole change is made: a file that it removed comes back no more
   * @returns whether nothing is left
   */
  discard(isDone: boolean): boolean {
    try {
      if (this.#old !== undefined) this.calls.close(this.#old)
      if (this.#staged) this.calls.remove(this.lock.temporaryFile)
      if (this.#leavesAside && (isDone || !this.#isAside)) this.calls.remove(this.lock.removedFile)
      return true
    } catch {
      return false
    }
  }

  #putInPlace(): void {
    this.calls.rename(this.lock.temporaryFile, this.lock.file)
    this.#staged = false
  }

  /**
   * A file that is removed comes back as it was, with its mode and owner, if it has to. What somebody
   * wrote between the last look and the rename lies aside now, and is seen there.
   */
  #putAside(before: Contents | undefined): void {
    const { calls, lock } = this
    calls.rename(lock.file, lock.removedFile)
    this.#isAside = true
    this.#leavesAside = true
    const aside = calls.read(lock.removedFile, MOST_OF_A_FILE)
    const isSame = aside.identity === before?.identity
    if (!isSame || hashOf(aside.bytes) !== this.request.expectedHash) {
      throw this.#error('changed', CHANGED)
    }
  }

  /** Whether the bytes that are to be there again lie aside still, in the file that was removed. */
  #isKept(): boolean {
    const { calls, lock, request } = this
    if (this.#before !== undefined || request.bytes === undefined) return false
    try {
      const { bytes, mode } = calls.read(lock.removedFile, MOST_OF_A_FILE)
      const isKept = (mode & ~PERMISSIONS) === 0 && hashOf(bytes) === hashOf(request.bytes)
      this.#leavesAside = isKept
      return isKept
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTREG')) return false
      throw error
    }
  }

  /** Unlike a rename, a link never takes the place of what somebody else has just made. */
  #putInFreePlace(from: string): void {
    try {
      this.calls.link(from, this.lock.file)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) throw this.#error('exists', EXISTS)
      // Some file systems know no links.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP')) throw error
      this.calls.rename(from, this.lock.file)
      if (from === this.lock.temporaryFile) this.#staged = false
      else this.#leavesAside = false
    }
  }

  #stage(bytes: Uint8Array, mayLoseAttributes = this.request.mayLoseAttributes): void {
    const { calls } = this
    // Secrets must not be readable by others while the mode is not yet set.
    const file = calls.create(this.lock.temporaryFile, 0o600)
    this.#staged = true
    try {
      calls.write(file, bytes)
      const wanted = this.#before ?? this.#newOwnership(file)
      this.#keepOwner(file, wanted)
      this.#keepAttributes(file, mayLoseAttributes)
      calls.setMode(file, wanted.mode & PERMISSIONS)
      calls.sync(file)
    } catch (error) {
      // The new file may have been renamed meanwhile by somebody else: then nothing removes it.
      ignoreErrors(() => calls.setMode(file, 0))
      throw error
    } finally {
      calls.close(file)
    }
  }

  /** A file that its reader can no longer read is worse than one that did not change. */
  #keepOwner(file: number, wanted: Ownership): void {
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

  /** An access list may say who else can read a file, and who not: as the owner and the mode do. */
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

  /** The file is opened once: its bytes, its owner and all that is kept of it are those of one file. */
  #openOld(): Contents {
    const { calls, lock } = this
    this.#old = calls.openToRead(lock.file)
    return calls.readOpened(this.#old, MOST_OF_A_FILE, lock.file)
  }

  /** Whose a new file is, and its mode. */
  #newOwnership(file: number): Ownership {
    const { calls, lock, request } = this
    const own = calls.ownership(file)
    const main = request.like === undefined ? undefined : calls.status(request.like)
    const wanted = newFileOwnership(lock.folder, own, main)
    return { ...wanted, mode: request.mode ?? wanted.mode }
  }

  /** @param read gives what the file holds */
  #presentAsExpected(read: () => Contents): Contents | undefined {
    const { calls, lock, request } = this
    const status = calls.status(lock.file)
    if (status === undefined) {
      if (request.expectedHash !== undefined) throw this.#error('gone', GONE)
      this.#checkRights(undefined)
      return undefined
    }
    if (request.expectedHash === undefined) throw this.#error('exists', EXISTS)
    if (!status.isFile) throw this.#error('not-a-file', 'is no regular file')
    // A rename asks the folder for permission and not the file.
    calls.checkWritable(lock.file)
    const present = read()
    if (hashOf(present.bytes) !== request.expectedHash) throw this.#error('changed', CHANGED)
    this.#checkRights(present)
    return present
  }

  #checkRights(present: Ownership | undefined): void {
    const reason = this.rights?.refusal(present, this.lock.folder, this.lock.file)
    if (reason !== undefined) throw this.#error('ownership', `${reason}; nothing was written`)
  }

  #error(code: WriteError['code'], reason: string): WriteError {
    return new WriteError(code, this.name, reason)
  }
}
