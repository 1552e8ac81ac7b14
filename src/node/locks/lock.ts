import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import { isIdentity, isLine } from '../files/bounded.js'
import type { FileSystemCalls, FolderStatus } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { inFolderIfThere } from '../files/open-folder.js'
import { environmentError } from '../files/system-error.js'
import { hasCode, WriteError, writeError } from '../writing/write-error.js'
import { helperPrefix, lockedOrTemporaryName } from './lock-name.js'
import { pause } from './pause.js'
import type { Processes, ProcessIdentity } from './processes.js'

/** Who holds a lock, as the lock file says it. */
interface Holder extends ProcessIdentity {
  /** ISO 8601; when the lock was taken. */
  readonly since: string
  /** Different for every lock that was ever taken. */
  readonly token: string
  /** Path of the journal's record of the transaction that the lock is for. */
  readonly journal?: string
}

/** What a lock is for. */
export interface LockedFor {
  /** The token of the lock, 16 hexadecimal digits; a new one by default. */
  readonly id?: string
  /** Path of the journal's record of the transaction that the lock is for. */
  readonly record?: string
  /**
   * Ends the transaction that a dead process left unfinished.
   * @param record path of the journal's record
   * @param file the locked file, and `name`, its name for users
   * @throws WriteError when the transaction cannot be ended: its locks then stay
   */
  readonly settle?: (record: string, file: string, name: string) => void
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** How often other processes may get in between before this one gives up. */
const ATTEMPTS = 10

/** How what lies beside a file is swept. */
interface Sweeping {
  /** The names of what lies there. */
  readonly names: readonly string[]
  /** Whether to wait a moment for whoever makes a lock just now. */
  readonly waits: boolean
}

/** How many of such names a sweep looks at. */
const MOST_SWEPT = 100

/** The most that a lock holds, in bytes: a path takes up to 4096. */
const MOST = 16 * 1024

/**
 * The right to write one file: a lock file beside it, which only one process can create. Its name
 * begins with a dot, so that including the whole folder skips it (language spec 5). The lock of a
 * dead process is taken over, and what that process left beside the file is removed.
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
   * Takes the lock of a file.
   * @param file a real path
   * @throws WriteError `locked` when a living process holds the lock
   */
  static acquire(
    file: string,
    name: string,
    calls: FileSystemCalls,
    processes: Processes,
    purpose: LockedFor = {},
  ): FileLock {
    return FileLock.#acquire(file, name, calls, processes, purpose)
  }

  /** @param sweeping where what lies beside the file is to be swept and nothing else */
  static #acquire(
    file: string,
    name: string,
    calls: FileSystemCalls,
    processes: Processes,
    purpose: LockedFor,
    sweeping?: Sweeping,
  ): FileLock {
    const lock = new FileLock(file, name, purpose.id ?? newToken(), calls, purpose)
    try {
      lock.#openFolder()
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (lock.#create(processes)) {
          lock.#sweep(sweeping?.names ?? lock.#namesBeside())
          return lock
        }
        lock.#removeDead(processes, sweeping?.waits ?? true)
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

  /** Path where the new contents of the file are written before they replace it. */
  get temporaryFile(): string {
    return this.#beside(`${this.token}.tmp`)
  }

  /** Path where a file that a change removes lies until the change has ended. */
  get removedFile(): string {
    return removedFileOf(this.file, this.token)
  }

  /** Where something lies for good that somebody else wrote, and that has no other place. */
  get keptFile(): string {
    return keptFileOf(this.file, this.token)
  }

  /**
   * Removes what dead processes have left beside files, as far as possible.
   * @param waits whether to wait a moment for whoever makes a lock just now: an empty lock is also what
   *   a process leaves that dies while it makes one
   */
  static sweep(
    folder: string,
    names: readonly string[],
    calls: FileSystemCalls,
    processes: Processes,
    waits = false,
  ): void {
    const besides = new Map<string, string[]>()
    for (const name of names
      .filter((each) => lockedOrTemporaryName(each) !== undefined)
      .slice(0, MOST_SWEPT)) {
      const file = lockedOrTemporaryName(name) as string
      const beside = besides.get(file)
      if (beside === undefined) besides.set(file, [name])
      else beside.push(name)
    }
    for (const [name, beside] of besides) {
      const file = join(folder, name)
      const sweeping = { names: beside, waits }
      ignoreErrors(() => FileLock.#acquire(file, file, calls, processes, {}, sweeping).release())
    }
  }

  /** Who holds the lock of a file; undefined when nobody does, or the lock does not say. */
  static holderOf(file: string, calls: FileSystemCalls): Holder | undefined {
    return readLock(lockOf(file), calls)?.holder
  }

  /**
   * Removes what dead processes have left beside a file under a token: their lock and temporary
   * files. No other process uses that token.
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
      // An unsigned lock is left by a dead process or just being made by a living one; `acquire`
      // tells.
      if (found === undefined || found.holder !== undefined) return
      FileLock.acquire(file, file, calls, processes, { id: token }).release()
    })
  }

  /** As `clearAway`, but leaves the lock. @throws the system's errors */
  static clearTemporary(file: string, token: string, calls: FileSystemCalls): void {
    inFolderIfThere(calls, dirname(file), () => clearBeside(file, token, calls))
  }

  get #path(): string {
    return lockOf(this.file)
  }

  #beside(suffix: string): string {
    return beside(this.file, suffix)
  }

  /**
   * Whether the lock is still this one; others remove it only when they believe this process dead.
   */
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

  /** Leaves the lock in place, for the process that ends what this one could not. */
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

  /**
   * Removes the lock of a dead process.
   * @throws WriteError when its holder lives, or may live on
   * another machine
   */
  #removeDead(processes: Processes, waits: boolean): void {
    const found = waits ? this.#readComplete() : this.#read(this.#path)
    if (found === undefined) return
    const { holder } = found
    if (holder === undefined && !waits) {
      throw new WriteError('locked', this.name, 'is being written by others')
    }
    const isAlive = holder === undefined ? false : processes.isAlive(holder)
    if (holder !== undefined && isAlive !== false) {
      throw new WriteError('locked', this.name, lockedBy(holder, isAlive, this.#path))
    }
    const unfinished = holder?.journal
    // A process that ends this very transaction takes over its locks as they are.
    if (unfinished !== undefined && unfinished !== this.purpose.record) {
      // Another file of the unfinished transaction may be new already while this one is still old.
      this.purpose.settle?.(unfinished, this.file, this.name)
      if (this.#read(this.#path)?.text !== found.text) return
    }
    // Of several processes that find a dead process's lock, only one succeeds in renaming it.
    const stale = this.#beside(`${this.token}.stale`)
    try {
      this.calls.rename(this.#path, stale)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return
      throw error
    }
    try {
      // Another process may have been faster, and the renamed lock may be its new one: then it is
      // put back. If that fails, its holder notices before it writes.
      if (this.#read(stale)?.text !== found.text) this.calls.link(stale, this.#path)
    } finally {
      this.#removeQuietly(stale)
    }
  }

  /**
   * Reads the lock. An unsigned lock has just been made, or its maker died at that moment; waiting
   * shows which.
   */
  #readComplete(): LockText | undefined {
    for (let look = 0; look < 10; look++) {
      const found = this.#read(this.#path)
      if (found === undefined || found.holder !== undefined) return found
      pause(20)
    }
    return this.#read(this.#path)
  }

  #read(path: string): LockText | undefined {
    return readLock(path, this.calls)
  }

  /**
   * Removes what others have left beside the file: under the lock nobody else writes it, so they
   * are dead. What cannot be removed does not prevent writing. What lies aside may be the only copy
   * of something: whoever ends the change that has set it aside looks at it.
   */
  #sweep(names: readonly string[]): void {
    const folder = dirname(this.file)
    const prefix = helperPrefix(basename(this.file))
    for (const name of names) {
      if (!name.startsWith(prefix)) continue
      if (/^[0-9a-f]{16}\.(?:tmp|stale)$/.test(name.slice(prefix.length))) {
        this.#removeQuietly(join(folder, name))
      }
    }
  }

  #namesBeside(): string[] {
    try {
      return this.calls.list(dirname(this.file))
    } catch {
      return []
    }
  }

  #removeQuietly(path: string): void {
    try {
      this.calls.remove(path)
    } catch {
      // The file is gone already, or the next lock sweeps it away.
    }
  }
}

function beside(file: string, suffix: string): string {
  return join(dirname(file), `${helperPrefix(basename(file))}${suffix}`)
}

/** Where a file that a change removes lies until the change has ended. */
export function removedFileOf(file: string, token: string): string {
  return beside(file, `${token}.removed`)
}

/** Where something lies for good that somebody else wrote, and that has no other place. */
export function keptFileOf(file: string, token: string): string {
  return beside(file, `${token}.kept`)
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

/**
 * The lock at a path; undefined when there is none.
 * @throws EnvironmentError when it cannot be read
 */
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

/** A new random token of 16 hexadecimal digits. */
export function newToken(): string {
  return randomBytes(8).toString('hex')
}

interface LockText {
  readonly text: string
  /** Undefined when the text is not a complete lock. */
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
