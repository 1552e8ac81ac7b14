import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import { isIdentity, isLine } from '../files/bounded.js'
import type { FileSystemCalls, FolderStatus } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { inFolderIfThere } from '../files/open-folder.js'
import { environmentError } from '../files/system-error.js'
import { hasCode, WriteError, writeError } from '../writing/write-error.js'
import type { Processes, ProcessIdentity } from './processes.js'

/** Who holds a lock, as the lock file says it. */
interface Holder extends ProcessIdentity {
  /** ISO 8601. */
  readonly since: string
  /** Different for every lock that was ever taken. */
  readonly token: string
  /** The journal's record of the transaction that the lock is for. */
  readonly journal?: string
}

/** What a lock is for. */
export interface LockedFor {
  /** 16 hexadecimal digits, which tell it from others; its own by default. */
  readonly id?: string
  /** The path of the journal's record of the transaction that it is for. */
  readonly record?: string
  /**
   * Ends what a dead process left in the middle, by the path of its record.
   * @param file that is locked, and its name as people know it
   * @throws WriteError when that cannot be done: then its locks stay
   */
  readonly settle?: (record: string, file: string, name: string) => void
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** How often others may step in between two looks before we give up. */
const ATTEMPTS = 10

/** The most that a lock holds, in bytes: a path takes up to 4096. */
const MOST = 16 * 1024

/**
 * The right to write one file: a file beside it that only one process can make. Its name begins
 * with a dot, so that a folder that is included as a whole does not take it in. The lock of a
 * process that is no more is taken over, with what that process left lying about.
 */
export class FileLock {
  /** The folder of the file stays open as long as the lock is held. */
  #isFolderOpen = false
  #folder: FolderStatus | undefined

  private constructor(
    /** The real path of the file that is locked. */
    readonly file: string,
    /** The file as the caller named it. */
    readonly name: string,
    readonly token: string,
    readonly calls: FileSystemCalls,
    private readonly purpose: LockedFor,
  ) {}

  /**
   * @param file a real path
   * @throws WriteError `locked` when a living process holds it
   */
  static acquire(
    file: string,
    name: string,
    calls: FileSystemCalls,
    processes: Processes,
    purpose: LockedFor = {},
  ): FileLock {
    const lock = new FileLock(file, name, purpose.id ?? newToken(), calls, purpose)
    try {
      lock.#openFolder()
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (lock.#create(processes)) {
          lock.#sweep()
          return lock
        }
        lock.#removeDead(processes)
      }
    } catch (error) {
      lock.abandon()
      throw writeError(error, name)
    }
    lock.abandon()
    throw new WriteError('locked', name, 'is being written by others again and again')
  }

  #openFolder(): void {
    this.#folder = this.calls.openFolder(dirname(this.file))
    this.#isFolderOpen = true
  }

  /** The folder of the file as it was opened. */
  get folder(): FolderStatus {
    return this.#folder as FolderStatus
  }

  /** Where the new contents of the file are written before they take its place. */
  get temporaryFile(): string {
    return this.#beside(`${this.token}.tmp`)
  }

  /** Where a file that a change removes lies until the change has ended. */
  get removedFile(): string {
    return removedFileOf(this.file, this.token)
  }

  /** Where something lies for good that somebody else wrote, and that has no other place. */
  get keptFile(): string {
    return keptFileOf(this.file, this.token)
  }

  /** Removes what dead processes have left beside a file. What cannot be removed stays. */
  static sweep(file: string, calls: FileSystemCalls, processes: Processes): void {
    ignoreErrors(() => {
      const isLeft = calls.list(dirname(file)).some((name) => name.startsWith(prefixOf(file)))
      if (isLeft) FileLock.acquire(file, file, calls, processes).release()
    })
  }

  /** Who holds the lock of a file; undefined when nobody does, or it does not say. */
  static holderOf(file: string, calls: FileSystemCalls): Holder | undefined {
    return readLock(lockOf(file), calls)?.holder
  }

  /**
   * Removes what dead processes have beside a file under a token: the lock, and what they have not put
   * in its place. Nobody else has anything under that one.
   * @throws WriteError, and the system's errors
   */
  static clearAway(
    file: string,
    token: string,
    calls: FileSystemCalls,
    processes: Processes,
  ): void {
    inFolderIfThere(calls, dirname(file), () => {
      clearBeside(file, token, calls)
      const found = readLock(lockOf(file), calls)
      if (found?.holder?.token === token) removeIfThere(lockOf(file), calls)
      // A lock that its process had no time to sign may also be that of a living one, right now.
      if (found === undefined || found.holder !== undefined) return
      FileLock.acquire(file, file, calls, processes, { id: token }).release()
    })
  }

  /** As `clearAway`, without the lock. @throws the system's errors */
  static clearTemporary(file: string, token: string, calls: FileSystemCalls): void {
    inFolderIfThere(calls, dirname(file), () => clearBeside(file, token, calls))
  }

  get #path(): string {
    return lockOf(this.file)
  }

  #beside(suffix: string): string {
    return beside(this.file, suffix)
  }

  /** Whether nobody has taken the lock away, which others do only when they believe us dead. */
  isHeld(): boolean {
    return this.#read(this.#path)?.holder?.token === this.token
  }

  release(): void {
    try {
      if (this.isHeld()) this.calls.remove(this.#path)
    } finally {
      this.abandon()
    }
  }

  /** Leaves the lock as it is, for whoever ends what could not be ended here. */
  abandon(): void {
    if (!this.#isFolderOpen) return
    this.#isFolderOpen = false
    ignoreErrors(() => this.calls.closeFolder(dirname(this.file)))
  }

  #create(processes: Processes): boolean {
    const { calls } = this
    let file: number
    try {
      file = calls.create(this.#path, 0o644)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      throw error
    }
    const since = processes.now().toISOString()
    const journal = this.purpose.record
    const holder: Holder = {
      ...processes.self(),
      since,
      token: this.token,
      ...(journal !== undefined && { journal }),
    }
    try {
      try {
        calls.write(file, encoder.encode(`${JSON.stringify(holder)}\n`))
      } finally {
        calls.close(file)
      }
    } catch (error) {
      this.#removeQuietly(this.#path)
      throw error
    }
    return true
  }

  /** @throws WriteError when the holder lives, or may live on another machine */
  #removeDead(processes: Processes): void {
    const found = this.#readComplete()
    if (found === undefined) return
    const { holder } = found
    const isAlive = holder === undefined ? false : processes.isAlive(holder)
    if (holder !== undefined && isAlive !== false) {
      throw new WriteError('locked', this.name, lockedBy(holder, isAlive, this.#path))
    }
    const unfinished = holder?.journal
    // Who has come to end that very transaction takes its locks over as they are.
    if (unfinished !== undefined && unfinished !== this.purpose.record) {
      // Another file of it may be new already, and this one not yet.
      this.purpose.settle?.(unfinished, this.file, this.name)
      if (this.#read(this.#path)?.text !== found.text) return
    }
    // Of several processes that find the lock of a dead one only one gets it away.
    const stale = this.#beside(`${this.token}.stale`)
    try {
      this.calls.rename(this.#path, stale)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return
      throw error
    }
    try {
      // Somebody may have been faster, and this is the new lock: it goes back. Where it cannot, its
      // holder notices before it writes.
      if (this.#read(stale)?.text !== found.text) this.calls.link(stale, this.#path)
    } finally {
      this.#removeQuietly(stale)
    }
  }

  /**
   * What the lock says. One that says nothing has just been made, or its maker died right then; a
   * moment shows which.
   */
  #readComplete(): LockText | undefined {
    for (let look = 0; look < 10; look++) {
      const found = this.#read(this.#path)
      if (found === undefined || found.holder !== undefined) return found
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
    return this.#read(this.#path)
  }

  #read(path: string): LockText | undefined {
    return readLock(path, this.calls)
  }

  /**
   * Nobody else writes this file now, so what others have left beside it belongs to the dead. What
   * cannot be removed is no reason not to write. What lies aside may be the only copy of something: who
   * ends the change that has set it aside looks at it.
   */
  #sweep(): void {
    const folder = dirname(this.file)
    const prefix = prefixOf(this.file)
    for (const name of this.#listQuietly(folder)) {
      if (!name.startsWith(prefix)) continue
      if (/^[0-9a-f]{16}\.(?:tmp|stale)$/.test(name.slice(prefix.length))) {
        this.#removeQuietly(join(folder, name))
      }
    }
  }

  #listQuietly(folder: string): string[] {
    try {
      return this.calls.list(folder)
    } catch {
      return []
    }
  }

  #removeQuietly(path: string): void {
    try {
      this.calls.remove(path)
    } catch {
      // It is gone already, or the next lock sweeps it away.
    }
  }
}

function beside(file: string, suffix: string): string {
  return join(dirname(file), `${prefixOf(file)}${suffix}`)
}

/** Where a file that a change removes lies until the change has ended. */
export function removedFileOf(file: string, token: string): string {
  return beside(file, `${token}.removed`)
}

/** Where something lies for good that somebody else wrote, and that has no other place. */
export function keptFileOf(file: string, token: string): string {
  return beside(file, `${token}.kept`)
}

/** How the names begin of what lies beside a file on its behalf. */
function prefixOf(file: string): string {
  return `.${basename(file)}.ecconf-`
}

function lockOf(file: string): string {
  return beside(file, 'lock')
}

function removeIfThere(path: string, calls: FileSystemCalls): void {
  try {
    calls.remove(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

function clearBeside(file: string, token: string, calls: FileSystemCalls): void {
  for (const suffix of [`${token}.tmp`, `${token}.stale`, `${token}.removed`]) {
    removeIfThere(beside(file, suffix), calls)
  }
}

/** Undefined when there is none. @throws EnvironmentError when something else stands in its place */
function readLock(path: string, calls: FileSystemCalls): LockText | undefined {
  try {
    const text = decoder.decode(calls.read(path, MOST).bytes)
    return { text, holder: parseHolder(text) }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    const known = environmentError(error, path)
    if (!(known instanceof EnvironmentError)) throw error
    const reason = `the lock ${path} cannot be read: ${known.reason}`
    throw new EnvironmentError(known.code, path, reason)
  }
}

/** 16 hexadecimal digits. */
export function newToken(): string {
  return randomBytes(8).toString('hex')
}

interface LockText {
  readonly text: string
  /** Undefined when the text is not that of a lock. */
  readonly holder: Holder | undefined
}

function parseHolder(text: string): Holder | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { since, token, journal } = (value ?? {}) as Partial<Holder>
  const isComplete =
    isIdentity(value) &&
    [since, token].every((field) => isLine(field, 64)) &&
    (journal === undefined || isLine(journal, 4096))
  return isComplete ? (value as Holder) : undefined
}

function lockedBy(
  { pid, host, user, since }: Holder,
  isAlive: boolean | undefined,
  path: string,
): string {
  const when = since.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
  const holder = `is being written by ${user}, process ${pid} on ${host}, since ${when}`
  return isAlive === undefined ? `${holder}; if that process is no more, remove ${path}` : holder
}
