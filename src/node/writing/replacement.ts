import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import type { BoundFile } from '../../edit/index.js'
import type { Confinement } from '../access/carried-text.js'
import { newFileOwnership } from '../access/new-file.js'
import { accessWithin } from '../access/readers.js'
import type { Rights } from '../access/rights.js'
import { isSameInode } from '../files/file-identity.js'
import {
  type Contents,
  type FileFacts,
  type FileSystemCalls,
  type FolderStatus,
  MOST_OF_A_FILE,
  type Numbered,
  type Ownership,
} from '../files/file-system-calls.js'
import { linkIfFree } from '../files/link-if-free.js'
import { syncFolder } from '../files/open-folder.js'
import type { FileLock } from '../locks/lock.js'
import { checkBound } from './bound-place.js'
import { fillStaged, PERMISSIONS } from './staged-file.js'
import { hasCode, NOTHING_WRITTEN, WriteError, writeError } from './write-error.js'

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
  /** Which file it must be, and in which folder; by default any that holds the bytes. */
  readonly bound?: Pick<BoundFile, 'identity' | 'folderIdentity'> | undefined
  /** Permission bits of a new file; those of `newFileOwnership` by default. */
  readonly mode?: number
  /** What is to be heeded where text of other files comes in. */
  readonly confined?: Confinement | undefined
  /** Writes such text also where more people can read it than where it was. */
  readonly mayExpose?: boolean | undefined
  /** The main file, as it was read: whoever can read it can read a new file. */
  readonly like?: Ownership | undefined
  /** Goes on, with a note, when the access list or the extended attributes of the file are lost. */
  readonly mayLoseAttributes?: boolean | undefined
}

/** What may be done for the sake of a write; by default what the system lets this user do. */
export interface Allowed {
  /** Which files may be written. */
  readonly rights?: Rights | undefined
  /**
   * Whether a file that lies aside may come back to where it was, for a write that takes back what set
   * it aside; without this none does.
   */
  readonly adopts?: ((aside: Ownership, folder: FolderStatus) => boolean) | undefined
}

export function nameOf({ name, path }: Pick<WriteRequest, 'name' | 'path'>): string {
  return name ?? path
}

/** The SHA-256 of bytes, in lower-case hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const GONE = `was removed by someone else meanwhile${NOTHING_WRITTEN}`
const CHANGED = `was changed by someone else meanwhile${NOTHING_WRITTEN}`
const EXISTS = `was made by someone else meanwhile${NOTHING_WRITTEN}`

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
  /** The file that this puts in the place, as far as it tells that one from any other. */
  #made: (FileFacts & { readonly hash: string }) | undefined
  #note: string | undefined
  #staged = false
  #isPrepared = false
  /** Whether the removed file lies aside and its own path is free. */
  #isAside = false
  #leavesAside = false
  /** Whether what lies aside is what somebody else wrote. */
  #isForeignAside = false
  /** Whether what lies aside is put in the place again, as it is. */
  #isAdopted = false
  #keptAt: string | undefined

  constructor(
    readonly request: WriteRequest,
    readonly lock: FileLock,
    readonly calls: FileSystemCalls,
    readonly allowed: Allowed = {},
  ) {}

  get name(): string {
    return nameOf(this.request)
  }

  /** The file that is ready to be put in the place; undefined where one is removed. */
  get made(): Numbered | undefined {
    return this.#made
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
    if (this.#before !== undefined) this.#checkReaders(this.#before)
    const { bytes, mayLoseAttributes } = this.request
    if (bytes !== undefined && !this.#adopt(bytes)) {
      const like = this.#old
      const facts = this.#stage(bytes, this.#before, { like, mayLoseAttributes })
      this.#made = { ...facts, hash: hashOf(bytes) }
    }
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
      throw this.#error('lock-lost', `somebody took its lock away${NOTHING_WRITTEN}`)
    }
    const before = this.#before
    // The last check before the rename: a program without locks can only get in between these two.
    const now = this.#presentAsExpected(() => this.calls.read(this.lock.file, MOST_OF_A_FILE))
    if (now?.mode !== before?.mode || now?.uid !== before?.uid || now?.gid !== before?.gid) {
      throw this.#error('changed', `got another mode or owner meanwhile${NOTHING_WRITTEN}`)
    }
    // Another file with the same bytes may have another access list.
    if (now?.identity !== before?.identity) throw this.#error('changed', CHANGED)
    if (this.request.bytes === undefined) this.#putAside(before)
    else if (before !== undefined) this.#putInPlace()
    else if (this.#isAdopted) this.#putBackAdopted()
    else this.#putInFreePlace(this.lock.temporaryFile)
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

  /** Where something lies that somebody else wrote and that could not be put back. */
  get keptAt(): string | undefined {
    return this.#keptAt
  }

  /**
   * Makes the file what it was before, if it is still what this has put there: what somebody else has
   * made of it since stays.
   * @returns whether it is as before
   * @throws WriteError, and the system's errors
   */
  restore(): boolean {
    if (this.#isAside) return this.#bringBack()
    return this.#before === undefined ? this.#takeAway() : this.#putOldBack(this.#before)
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
      const isNeeded = !isDone && (this.#isAside || this.#isAdopted)
      if (this.#leavesAside && !isNeeded) this.calls.remove(this.lock.removedFile)
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
    const isSame = isSameInode(aside.identity, before?.identity)
    if (!isSame || hashOf(aside.bytes) !== this.request.expectedHash) {
      this.#isForeignAside = true
      throw this.#error('changed', CHANGED)
    }
  }

  /** Whether the bytes that are to be there again lie aside still, in the file that was removed. */
  #adopt(wanted: Uint8Array): boolean {
    const { calls, lock, allowed } = this
    if (this.#before !== undefined || allowed.adopts === undefined) return false
    try {
      const aside = calls.read(lock.removedFile, MOST_OF_A_FILE)
      const hash = hashOf(aside.bytes)
      if ((aside.mode & ~PERMISSIONS) !== 0 || hash !== hashOf(wanted)) return false
      if (!allowed.adopts(aside, lock.folder)) return false
      this.#made = { ...aside, hash }
      this.#isAdopted = true
      this.#leavesAside = true
      return true
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTREG', 'EFBIG')) return false
      throw error
    }
  }

  /** Another file may have taken the name of the one that lay aside since that was looked at. */
  #putBackAdopted(): void {
    this.#putInFreePlace(this.lock.removedFile)
    if (!this.#isOwn(this.lock.file)) throw this.#error('exists', EXISTS)
  }

  /** The file that lies aside, to its place; where somebody has made another one, that one stays. */
  #bringBack(): boolean {
    const isBack = this.#putBack(this.lock.removedFile)
    this.#isAside = false
    return isBack && (this.#isForeignAside || this.#isFound(this.#before?.identity))
  }

  /** Whether the file in the place is a certain one, whatever it holds by now. */
  #isFound(identity: string | undefined): boolean {
    try {
      return isSameInode(this.calls.read(this.lock.file, MOST_OF_A_FILE).identity, identity)
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTREG', 'EFBIG', 'EACCES')) return false
      throw error
    }
  }

  /** A file that this has made goes; it is looked at where it lies aside. */
  #takeAway(): boolean {
    const { calls, lock } = this
    if (calls.status(lock.file) === undefined) return true
    if (!this.#isOwn(lock.file)) return false
    // The names of one and the same file cannot be renamed into each other.
    const aside = this.#isAdopted ? lock.temporaryFile : lock.removedFile
    calls.rename(lock.file, aside)
    if (this.#isAdopted) this.#staged = true
    else this.#leavesAside = true
    if (this.#isOwn(aside)) return true
    this.#isForeignAside = true
    this.#putBack(aside)
    return false
  }

  /**
   * The old bytes come in the place of the new ones, which has a file at every moment. The file with
   * the new ones has a second name meanwhile: what somebody writes into it at the last moment is seen
   * there, and comes back. Owner, mode and access list are those that it has now, where they let nobody
   * read the old bytes who could not read them before. They are asked of the opened file that was seen to
   * be the own one: by its name it could be another one by now.
   */
  #putOldBack(before: Contents): boolean {
    const { calls, lock } = this
    const file = this.#openOwn()
    if (file === undefined) return false
    try {
      const present = calls.ownership(file)
      const isWider = isWiderThan(before, present)
      this.#stage(before.bytes, isWider ? narrowed(before, present) : present, {
        like: isWider ? this.#old : file,
        mayLoseAttributes: true,
      })
    } finally {
      calls.close(file)
    }
    const second = this.#secondName()
    if (!this.#isOwn(lock.file)) return false
    this.#putInPlace()
    if (second === undefined || this.#isOwn(second)) return true
    calls.rename(second, lock.file)
    this.#leavesAside = false
    return false
  }

  /** Undefined where the file system, or a file in the way, allows none. */
  #secondName(): string | undefined {
    const { calls, lock } = this
    if (!linkIfFree(lock.file, lock.removedFile, calls)) return undefined
    this.#leavesAside = true
    return lock.removedFile
  }

  /** Whether a file is the one that this has put there, with the bytes that this has put there. */
  #isOwn(path: string): boolean {
    return this.#isMade(() => this.calls.read(path, MOST_OF_A_FILE))
  }

  /** Opens the file that this has put there; undefined where another one, or other bytes, are there. */
  #openOwn(): number | undefined {
    const { calls, lock } = this
    let file: number | undefined
    const isOwn = this.#isMade(() => {
      file = calls.openToRead(lock.file)
      return calls.readOpened(file, MOST_OF_A_FILE, lock.file)
    })
    if (!isOwn && file !== undefined) calls.close(file)
    return isOwn ? file : undefined
  }

  #isMade(read: () => Contents): boolean {
    try {
      const { identity, bytes } = read()
      return isSameInode(identity, this.#made?.identity) && hashOf(bytes) === this.#made?.hash
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTREG', 'EFBIG', 'EACCES')) return false
      throw error
    }
  }

  /** @returns whether the place was free */
  #putBack(aside: string): boolean {
    try {
      this.#putInFreePlace(aside)
      return true
    } catch (error) {
      if (!(error instanceof WriteError) || error.code !== 'exists') throw error
      if (this.#isForeignAside) this.#keep(aside)
      return false
    }
  }

  /** What somebody else wrote gets a name under which nothing removes it. */
  #keep(aside: string): void {
    this.calls.rename(aside, this.lock.keptFile)
    this.#keptAt = this.lock.keptFile
    if (aside === this.lock.temporaryFile) this.#staged = false
    else this.#leavesAside = false
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
      if (this.calls.status(this.lock.file) !== undefined) throw this.#error('exists', EXISTS)
      this.calls.rename(from, this.lock.file)
      if (from === this.lock.temporaryFile) this.#staged = false
      else this.#leavesAside = false
    }
  }

  /**
   * Writes bytes beside the file.
   * @param owner whose they are to be, with which mode; undefined for a new file
   * @returns what the system says of what was written
   */
  #stage(
    bytes: Uint8Array,
    owner: Ownership | undefined,
    {
      like,
      mayLoseAttributes = false,
    }: { like: number | undefined; mayLoseAttributes?: boolean | undefined },
  ): FileFacts {
    // Others must not be able to read secrets before the final mode is set.
    const file = this.calls.create(this.lock.temporaryFile, 0o600)
    this.#staged = true
    const { facts, note } = fillStaged(file, bytes, {
      calls: this.calls,
      name: this.name,
      ownership: (own) => owner ?? this.#newOwnership(own),
      like,
      mayLoseAttributes,
    })
    this.#note = note
    return facts
  }

  /** Opens the old file once, so that its bytes, its owner and its attributes belong together. */
  #openOld(): Contents {
    const { calls, lock } = this
    this.#old = calls.openToRead(lock.file)
    return calls.readOpened(this.#old, MOST_OF_A_FILE, lock.file)
  }

  /** The owner and the mode of a new file. */
  #newOwnership(own: Ownership): Ownership {
    const { lock, request } = this
    const found = newFileOwnership(lock.folder, own, request.like)
    const wanted = { ...found, mode: request.mode ?? found.mode }
    return request.confined?.ownership(this.#foldersAbove(), wanted, own) ?? wanted
  }

  #foldersAbove(): readonly Ownership[] {
    return this.calls.foldersFrom(dirname(this.lock.file))
  }

  /** The present file, checked against the request. @param read returns its contents */
  #presentAsExpected(read: () => Contents): Contents | undefined {
    const { calls, lock, request } = this
    this.#checkBound({ folder: lock.folder })
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
    this.#checkBound(present)
    this.#checkRights(present)
    return present
  }

  #checkBound(found: Parameters<typeof checkBound>[1]): void {
    checkBound({ ...this.request.bound, name: this.name }, found)
  }

  #checkRights(present: Ownership | undefined): void {
    const reason = this.allowed.rights?.refusal(present, this.lock.folder, this.lock.file)
    if (reason !== undefined) throw this.#error('ownership', `${reason}${NOTHING_WRITTEN}`)
  }

  /** More people may be able to read the file than the text that comes into it. */
  #checkReaders(access: Ownership): void {
    const { bytes, confined, mayExpose } = this.request
    if (bytes === undefined || confined === undefined || mayExpose) return
    const reason = confined.refusal(accessWithin(access, this.#foldersAbove()))
    if (reason !== undefined) throw this.#error('readers', `${reason}${NOTHING_WRITTEN}`)
  }

  #error(code: WriteError['code'], reason: string): WriteError {
    return new WriteError(code, this.name, reason)
  }
}

/** Whether a file may be read by somebody who could not read it before, as owner, group and mode say. */
function isWiderThan(before: Ownership, now: Ownership): boolean {
  return now.uid !== before.uid || now.gid !== before.gid || (now.mode & ~before.mode) !== 0
}

/** The owner that a file had before, and only what its mode let do then and lets do now. */
function narrowed({ uid, gid, mode }: Ownership, now: Ownership): Ownership {
  return { uid, gid, mode: mode & now.mode }
}
