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

/** The bytes that a file is to hold, and the bytes that it must hold before. */
export interface WriteRequest {
  /** Path of the file; symbolic links are followed. */
  readonly path: string
  /** Name of the file in errors; the path by default. */
  readonly name?: string
  /** The new bytes; undefined to remove the file. */
  readonly bytes: Uint8Array | undefined
  /**
   * SHA-256, in lower-case hexadecimal, of the bytes that the new ones were made from; undefined
   * when the file must not exist yet.
   */
  readonly expectedHash: string | undefined
  /** Permission bits of a new file; those of `newFileOwnership` by default. */
  readonly mode?: number
  /** Real path of the main file: whoever can read it can read a new file. */
  readonly like?: string | undefined
  /** Goes on, with a note, when the access list or the extended attributes of the file are lost. */
  readonly mayLoseAttributes?: boolean | undefined
}

export function nameOf({ name, path }: Pick<WriteRequest, 'name' | 'path'>): string {
  return name ?? path
}

/** The SHA-256 of bytes, in lower-case hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const GONE = 'was removed by someone else meanwhile; nothing was written'
const CHANGED = 'was changed by someone else meanwhile; nothing was written'
const EXISTS = 'was made by someone else meanwhile; nothing was written'

/** Excludes set-ID bits: they are for programs, and new contents must not run with old rights. */
const PERMISSIONS = 0o1777

/**
 * One file on its way from old bytes to new ones: prepared beside the file, installed at once, and
 * restored when another file of the same change fails.
 */
export class Replacement {
  #before: Contents | undefined
  /**
   * Descriptor of the old file, opened once, so that all that is kept comes from that very file.
   */
  #old: number | undefined
  #note: string | undefined
  #staged = false
  #isPrepared = false
  /** Whether the removed file lies aside and its own path is free. */
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

  /** What the user should know of the new file once it is installed. */
  get note(): string | undefined {
    return this.#note
  }

  /**
   * Writes the new bytes beside the file, with its mode, owner, access list and extended
   * attributes.
   * @throws WriteError
   */
  prepare(): void {
    this.#before = this.#presentAsExpected(() => this.#openOld())
    if (this.request.bytes !== undefined && !this.#isKept()) this.#stage(this.request.bytes)
    this.#isPrepared = true
  }

  /**
   * Whether the removed file lies aside, so that it must be restored even when its commit failed.
   */
  get isAside(): boolean {
    return this.#isAside
  }

  /**
   * Installs the new bytes, if the file is still what it was.
   * @throws WriteError
   */
  commit(): void {
    if (!this.lock.isHeld()) {
      throw this.#error('lock-lost', 'somebody took its lock away; nothing was written')
    }
    const before = this.#before
    // The last check before the rename: a program without locks can only get in between these two.
    const now = this.#presentAsExpected(() => this.calls.read(this.lock.file, MOST_OF_A_FILE))
    if (now?.mode !== before?.mode || now?.uid !== before?.uid || now?.gid !== before?.gid) {
      throw this.#error('changed', 'got another mode or owner meanwhile; nothing was written')
    }
    // Another file with the same bytes may have another access list.
    if (now?.identity !== before?.identity) throw this.#error('changed', CHANGED)
    if (this.request.bytes === undefined) this.#putAside(before)
    else if (before !== undefined) this.#putInPlace()
    else this.#putInFreePlace(this.#staged ? this.lock.temporaryFile : this.lock.removedFile)
  }

  /**
   * Makes the change survive a loss of power.
   * @throws WriteError with `written`
   */
  makeDurable(): void {
    if (!this.#isPrepared) return
    try {
      syncFolder(dirname(this.lock.file), this.calls)
    } catch (error) {
      throw writeError(error, this.name, 'is written, but may be lost with the power')
    }
  }

  /** Gives the file its old bytes again. @throws WriteError, and the system's errors */
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
   * Removes the temporary files beside the file. An error here is not reported: how the write ended
   * matters more, and the next lock tries again.
   * @param isDone whether the whole change succeeded, so that a removed file need not come back
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
   * Renames the file that is to be removed, so that it can come back with its mode and owner. A
   * change between the last check and the rename is noticed in the renamed file.
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

  /** Whether the removed file still lies aside with the very bytes that are to be there again. */
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

  /**
   * Installs a file where none is: unlike a rename, a link never replaces what somebody has just
   * made.
   */
  #putInFreePlace(from: string): void {
    try {
      this.calls.link(from, this.lock.file)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) throw this.#error('exists', EXISTS)
      // Some file systems have no links.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP')) throw error
      this.calls.rename(from, this.lock.file)
      if (from === this.lock.temporaryFile) this.#staged = false
      else this.#leavesAside = false
    }
  }

  #stage(bytes: Uint8Array, mayLoseAttributes = this.request.mayLoseAttributes): void {
    const { calls } = this
    // Others must not be able to read secrets before the final mode is set.
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
      // Somebody may have renamed the new file meanwhile, so that nothing would remove it.
      ignoreErrors(() => calls.setMode(file, 0))
      throw error
    } finally {
      calls.close(file)
    }
  }

  /**
   * Keeps the owner, or fails: a file that its reader can no longer read is worse than an old one.
   */
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

  /** Keeps the access list, which decides who can read a file, as the owner and the mode do. */
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

  /** Opens the old file once, so that its bytes, its owner and its attributes belong together. */
  #openOld(): Contents {
    const { calls, lock } = this
    this.#old = calls.openToRead(lock.file)
    return calls.readOpened(this.#old, MOST_OF_A_FILE, lock.file)
  }

  /** The owner and the mode of a new file. */
  #newOwnership(file: number): Ownership {
    const { calls, lock, request } = this
    const own = calls.ownership(file)
    const main = request.like === undefined ? undefined : calls.status(request.like)
    const wanted = newFileOwnership(lock.folder, own, main)
    return { ...wanted, mode: request.mode ?? wanted.mode }
  }

  /** The present file, checked against the request. @param read returns its contents */
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
    // A rename needs permission on the folder, not on the file, so the file is checked here.
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
