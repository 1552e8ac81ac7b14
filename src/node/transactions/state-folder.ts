import { dirname, join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import type { Contents, FileSystemCalls, FolderStatus } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { inFolder, syncFolder } from '../files/open-folder.js'
import { FileLock, newToken } from '../locks/lock.js'
import type { Machine } from '../machine.js'
import { hasCode } from '../writing/write-error.js'
import { type BoundedReading, readerOf } from './record-reader.js'
import { openOwn, STATE_FOLDER, type StatePlace, statePlace, statePlaceOf } from './state-place.js'

/** State folders hold what the configuration holds, passwords included. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** The largest record, in bytes; it holds the former contents of the changed files, compressed. */
export const MOST_OF_A_RECORD = 128 * 1024 * 1024

/** Matches a record being written: token of the write, then process and host of the writer. */
const ON_ITS_WAY = /^\.[0-9a-f]{16}-(\d{1,10})@(.*)\.tmp$/

/** How many of such names a sweep looks at. */
const MOST_SWEPT = 100

/**
 * The state folder of a configuration: the journal of writes under way, the history of finished
 * ones, and the copies that somebody edits. Its name begins with a dot, so that including the whole
 * folder skips it (language spec 5). It and its parts are opened once, a step at a time without
 * following links, and checked; all reading and writing happens in these opened folders.
 */
export class StateFolder {
  /** The paths of the state folder and of those of its parts that exist, all open. */
  readonly #open: string[] = []
  /** Why the state folder cannot be used; undefined when it can. */
  readonly #obstacle: unknown

  private constructor(
    /** The folder that holds the state folder: that of the main file. */
    readonly folder: string,
    readonly status: FolderStatus,
    readonly place: StatePlace,
    readonly machine: Machine,
  ) {
    this.#obstacle = place.obstacle ?? this.#openAll()
  }

  /**
   * Runs an action with the state folder of this user, which stays open meanwhile.
   * @param folder the folder of the main file, absolute
   * @param name the name of another state folder in it; by default that of this user
   * @throws the system's errors when the folder of the main file cannot be opened
   */
  static with<T>(
    folder: string,
    machine: Machine,
    action: (state: StateFolder) => T,
    name?: string,
  ): T {
    return inFolder(machine.calls, folder, (status) => {
      const place =
        name === undefined
          ? statePlace(folder, status, machine)
          : statePlaceOf(name, folder, status, machine)
      const state = new StateFolder(folder, status, place, machine)
      try {
        return action(state)
      } finally {
        state.#close()
      }
    })
  }

  /** Whether nothing is in its way. */
  get isUsable(): boolean {
    return this.#obstacle === undefined
  }

  get path(): string {
    return this.place.path
  }

  get calls(): FileSystemCalls {
    return this.machine.calls
  }

  get journal(): string {
    return join(this.path, 'journal')
  }

  get history(): string {
    return join(this.path, 'history')
  }

  /** The folder with the copies that somebody edits. */
  get edit(): string {
    return join(this.path, 'edit')
  }

  /**
   * The path locked while any file of the configuration is written: two changes made from the same
   * files may conflict even when they write different ones.
   */
  get configuration(): string {
    return join(this.folder, STATE_FOLDER)
  }

  get #parts(): readonly string[] {
    return [this.journal, this.history, this.edit]
  }

  /** Creates the missing parts of the state folder. @throws the system's errors */
  make(): void {
    if (this.#obstacle !== undefined) throw this.#obstacle
    for (const folder of [this.path, ...this.#parts]) {
      if (!this.#open.includes(folder)) this.#makeFolder(folder)
    }
    this.#ignore()
  }

  /** The sorted names in one of the folders; empty where there is no such folder. */
  list(folder: string): string[] {
    if (this.#obstacle !== undefined) throw this.#obstacle
    return this.#open.includes(folder) ? this.calls.list(folder).sort() : []
  }

  /** The contents of a record; undefined when there is none. @throws the system's errors */
  read(path: string): Contents | undefined {
    if (this.#obstacle !== undefined) throw this.#obstacle
    if (!this.#open.includes(dirname(path))) return undefined
    try {
      return this.calls.read(path, MOST_OF_A_RECORD)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw error
    }
  }

  /** Parses the bytes of a record, as far as one run reads the records of this folder. */
  parse(bytes: Uint8Array): BoundedReading {
    return readerOf(this.calls, this.path, this.folder).read(bytes)
  }

  /**
   * Installs a record durably, replacing an older one at the same path.
   * @throws EnvironmentError when the record is too large to be read again
   */
  replace(path: string, bytes: Uint8Array, token: string): void {
    if (bytes.length > MOST_OF_A_RECORD) {
      throw new EnvironmentError('EFBIG', path, 'a record of more than 128 MiB')
    }
    this.#put(bytes, path, token)
    this.sync(dirname(path))
  }

  /**
   * Gives a record a second path, which must be free. A link needs no room, even on a full disk.
   * @returns whether the path was free
   */
  link(from: string, to: string): boolean {
    try {
      this.calls.link(from, to)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      // Some file systems have no links, and no link leads to another file system.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV')) throw error
      if (this.calls.status(to) !== undefined) return false
      this.#put(this.calls.read(from, MOST_OF_A_RECORD).bytes, to)
    }
    this.sync(dirname(to))
    return true
  }

  /** Renames a record within its folder. @throws the system's errors */
  rename(from: string, to: string): void {
    this.calls.rename(from, to)
    this.sync(dirname(to))
  }

  /** Removes a record, if it is there. */
  remove(path: string): void {
    if (!this.#open.includes(dirname(path))) return
    try {
      this.calls.remove(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }

  /** As `remove`, but ignores errors; the next run sweeps away what is left. */
  removeQuietly(path: string): void {
    ignoreErrors(() => this.remove(path))
  }

  /** Makes changes in one of the folders survive a loss of power. */
  sync(folder: string): void {
    if (this.#open.includes(folder)) syncFolder(folder, this.calls)
  }

  /** Removes half-written records and locks that dead processes of this machine have left. */
  sweep(): void {
    const { processes } = this.machine
    const { host, user } = processes.self()
    for (const folder of this.#parts) {
      const names = this.list(folder)
      for (const name of names.filter((each) => ON_ITS_WAY.test(each)).slice(0, MOST_SWEPT)) {
        const [, pid, maker] = ON_ITS_WAY.exec(name) ?? []
        if (maker === host && processes.isAlive({ host, user, pid: Number(pid) }) === false) {
          this.removeQuietly(join(folder, name))
        }
      }
      FileLock.sweep(folder, names, this.calls, processes)
    }
    const beside = this.calls.list(this.folder)
    const own = beside.filter((name) => name.startsWith(`.${STATE_FOLDER}.ecconf-`))
    // One lock, whatever others put here: the moment of waiting is one, too.
    FileLock.sweep(this.folder, own, this.calls, processes, true)
  }

  #put(bytes: Uint8Array, path: string, token: string = newToken()): void {
    const staged = this.#stage(path, bytes, token)
    try {
      this.calls.rename(staged, path)
    } catch (error) {
      this.removeQuietly(staged)
      throw error
    }
  }

  /** Writes a record to a temporary file beside its path. @returns the path of that file */
  #stage(path: string, bytes: Uint8Array, token: string): string {
    const { pid, host } = this.machine.processes.self()
    const staged = join(dirname(path), `.${token}-${pid}@${host}.tmp`)
    const file = this.calls.create(staged, FILE_MODE)
    try {
      try {
        this.calls.write(file, bytes)
        this.calls.sync(file)
      } finally {
        this.calls.close(file)
      }
    } catch (error) {
      this.removeQuietly(staged)
      throw error
    }
    return staged
  }

  #makeFolder(path: string): void {
    try {
      this.calls.makeFolder(path, FOLDER_MODE, this.place.owner)
    } catch (error) {
      // Another process, or another user, was faster; the folder is checked like any existing one.
      if (!hasCode(error, 'EEXIST')) throw error
    }
    const obstacle = this.#openPart(path)
    if (obstacle !== undefined) throw obstacle
    if (!this.#open.includes(path)) throw new EnvironmentError('ENOENT', path, 'was removed')
    syncFolder(dirname(path), this.calls)
  }

  /** Keeps the state folder, and the old passwords in it, out of version control. */
  #ignore(): void {
    const path = join(this.path, '.gitignore')
    const size = this.calls.status(path)?.size
    if (size !== undefined && size > 0) return
    // An empty file was left by a process that died before it wrote.
    if (size === 0) this.remove(path)
    try {
      // Root makes this file for other users, so they must be able to read it.
      const file = this.calls.create(path, 0o644)
      try {
        this.calls.write(file, new TextEncoder().encode('*\n'))
      } finally {
        this.calls.close(file)
      }
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }

  /** Opens the state folder and its parts, as far as they exist. @returns what prevents its use */
  #openAll(): unknown {
    const obstacle = this.#openPart(this.path)
    if (obstacle !== undefined || this.#open.length === 0) return obstacle
    return this.#parts.map((part) => this.#openPart(part)).find((each) => each !== undefined)
  }

  /** Opens one of the folders, if it exists. @returns what prevents its use */
  #openPart(path: string): unknown {
    const { isOpen, obstacle } = openOwn(path, this.place.users, this.machine)
    if (isOpen) this.#open.push(path)
    return obstacle
  }

  #close(): void {
    for (const path of this.#open.splice(0).reverse()) {
      ignoreErrors(() => this.calls.closeFolder(path))
    }
  }
}
