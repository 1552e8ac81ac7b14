import { dirname, join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import type { Contents, FileSystemCalls, FolderStatus } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { inFolder, syncFolder } from '../files/open-folder.js'
import { FileLock, newToken } from '../locks/lock.js'
import type { Machine } from '../machine.js'
import { hasCode } from '../writing/write-error.js'
import { openOwn, STATE_FOLDER, type StatePlace, statePlace, statePlaceOf } from './state-place.js'

/** What is in there holds what the configuration holds, passwords too. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** The largest record, in bytes: it holds what the files of a change held, compressed. */
export const MOST_OF_A_RECORD = 128 * 1024 * 1024

/** Names of records on their way: the token of a write, and the process and host that make them. */
const ON_ITS_WAY = /^\.[0-9a-f]{16}-(\d{1,10})@(.*)\.tmp$/

/** How many of such names a sweep looks at. */
const MOST_SWEPT = 100

/**
 * The state folder of a configuration: the journal of what is being written, and the history of what
 * was. Its name begins with a dot, so that a folder that is included as a whole does not take it in.
 * It and its parts are opened once, a step at a time without following links, and looked at; all that
 * is read and written there is read and written in these very folders.
 */
export class StateFolder {
  /** Those of its folders that are there. */
  readonly #open: string[] = []
  /** Why it cannot be used. */
  readonly #obstacle: unknown

  private constructor(
    /** The folder in which it lies: that of the main file. */
    readonly folder: string,
    readonly status: FolderStatus,
    readonly place: StatePlace,
    readonly machine: Machine,
  ) {
    this.#obstacle = place.obstacle ?? this.#openAll()
  }

  /**
   * Does something with the state folder of this user, which stays open meanwhile.
   * @param folder in which it lies or is to lie, absolute: that of the main file
   * @param name of one of the state folders there, if another one is meant
   * @throws the system's errors when the folder itself cannot be opened
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

  /** Where the copies of files lie that somebody edits. */
  get edit(): string {
    return join(this.path, 'edit')
  }

  /**
   * What is locked while anything of the configuration is written: changes that were made from the
   * same files may not go together, even where they write different ones.
   */
  get configuration(): string {
    return join(this.folder, STATE_FOLDER)
  }

  get #parts(): readonly string[] {
    return [this.journal, this.history, this.edit]
  }

  /** Makes what is missing of it. @throws the system's errors */
  make(): void {
    if (this.#obstacle !== undefined) throw this.#obstacle
    for (const folder of [this.path, ...this.#parts]) {
      if (!this.#open.includes(folder)) this.#makeFolder(folder)
    }
    this.#ignore()
  }

  /** The names in one of its folders, in order; none where there is no such folder. */
  list(folder: string): string[] {
    if (this.#obstacle !== undefined) throw this.#obstacle
    return this.#open.includes(folder) ? this.calls.list(folder).sort() : []
  }

  /** What a record holds; undefined where there is none. @throws the system's errors */
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

  /**
   * Puts a record in its place, over an older one, so that it outlives a loss of power.
   * @throws EnvironmentError for one that could not be read again
   */
  replace(path: string, bytes: Uint8Array, token: string): void {
    if (bytes.length > MOST_OF_A_RECORD) {
      throw new EnvironmentError('EFBIG', path, 'a record of more than 128 MiB')
    }
    this.#put(bytes, path, token)
    this.sync(dirname(path))
  }

  /**
   * Gives a record a second place, which must be free. That takes no room on a disk that may be full.
   * @returns whether it was free
   */
  link(from: string, to: string): boolean {
    try {
      this.calls.link(from, to)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      // Some file systems know no links, and no link leads from one file system to another.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV')) throw error
      if (this.calls.status(to) !== undefined) return false
      this.#put(this.calls.read(from, MOST_OF_A_RECORD).bytes, to)
    }
    this.sync(dirname(to))
    return true
  }

  /** Gives a record another name in its folder. @throws the system's errors */
  rename(from: string, to: string): void {
    this.calls.rename(from, to)
    this.sync(dirname(to))
  }

  /** Removes a record. One that is gone already is as good. */
  remove(path: string): void {
    if (!this.#open.includes(dirname(path))) return
    try {
      this.calls.remove(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }

  /** As `remove`; what cannot be removed is swept away by the next run. */
  removeQuietly(path: string): void {
    ignoreErrors(() => this.remove(path))
  }

  /** Makes what was put into one of its folders outlive a loss of power. */
  sync(folder: string): void {
    if (this.#open.includes(folder)) syncFolder(folder, this.calls)
  }

  /**
   * Removes what dead processes of this machine have left here on its way, and locks of theirs: a
   * bounded number, and the next run removes more. Each folder is listed once.
   */
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
    FileLock.sweep(this.folder, own, this.calls, processes)
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

  /** Writes a record beside its place. */
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
      // Another process was faster, or somebody else: what was made is looked at like any other.
      if (!hasCode(error, 'EEXIST')) throw error
    }
    const obstacle = this.#openPart(path)
    if (obstacle !== undefined) throw obstacle
    if (!this.#open.includes(path)) throw new EnvironmentError('ENOENT', path, 'was removed')
    syncFolder(dirname(path), this.calls)
  }

  /** A configuration that is under version control is so without its passwords of yesterday. */
  #ignore(): void {
    const path = join(this.path, '.gitignore')
    const size = this.calls.status(path)?.size
    if (size !== undefined && size > 0) return
    // One without anything in it was made by a process that died over it.
    if (size === 0) this.remove(path)
    try {
      // Root makes it for others, who are to be able to read it.
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

  /** Opens what is there. @returns what is in the way */
  #openAll(): unknown {
    const obstacle = this.#openPart(this.path)
    if (obstacle !== undefined || this.#open.length === 0) return obstacle
    return this.#parts.map((part) => this.#openPart(part)).find((each) => each !== undefined)
  }

  /** Opens one of its folders, if it is there. @returns what is in the way */
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
