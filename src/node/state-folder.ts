import { dirname, join } from 'node:path'
import type { FileSystemCalls } from './file-system-calls.js'
import { FileLock, newToken } from './lock.js'
import type { Machine } from './write.js'
import { hasCode } from './write-error.js'

/** The name of the folder beside a main file in which the tool keeps what it must not forget. */
export const STATE_FOLDER = '.ecconf'

/** What is in there holds what the configuration holds, passwords too. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** Names of what belongs to the lock of a file: `.NAME.ecconf-lock`. */
const LOCK = /^\.(.+)\.ecconf-(?:lock|[0-9a-f]{16}\.(?:tmp|stale))$/

/** Names of records on their way: the token of a write, and the process and host that make them. */
const ON_ITS_WAY = /^\.[0-9a-f]{16}-(\d+)@(.*)\.tmp$/

/**
 * The state folder of a configuration: the journal of what is being written, and the history of what
 * was. Its name begins with a dot, so that a folder that is included as a whole does not take it in.
 */
export class StateFolder {
  readonly path: string

  /** @param folder in which the state folder lies or is to lie: that of the main file */
  constructor(
    folder: string,
    readonly machine: Machine,
  ) {
    this.path = join(folder, STATE_FOLDER)
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

  /** Makes what is missing of it. @throws the system's errors */
  make(): void {
    for (const folder of [this.path, this.journal, this.history, this.edit]) {
      this.#makeFolder(folder)
    }
    this.#ignore()
  }

  /** The names in one of its folders, in order; none where there is no such folder. */
  list(folder: string): string[] {
    try {
      return this.calls.list(folder).sort()
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return []
      throw error
    }
  }

  /** What a record says; undefined where there is none. @throws the system's errors */
  read(path: string): Uint8Array | undefined {
    try {
      return this.calls.read(path)
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined
      throw error
    }
  }

  /** Puts a record in its place, over an older one, so that it outlives a loss of power. */
  replace(path: string, bytes: Uint8Array, token: string): void {
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
      // Some file systems know no links.
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP')) throw error
      if (this.calls.status(to) !== undefined) return false
      this.#put(this.calls.read(from), to)
    }
    this.sync(dirname(to))
    return true
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

  /** Removes a record. One that is gone already is as good. */
  remove(path: string): void {
    try {
      this.calls.remove(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }

  removeQuietly(path: string): void {
    try {
      this.calls.remove(path)
    } catch {
      // It is gone already, or the next run sweeps it away.
    }
  }

  /** Makes what was put into a folder outlive a loss of power. */
  sync(folder: string): void {
    const opened = this.calls.openFolder(folder)
    try {
      this.calls.syncFolder(opened)
    } catch (error) {
      // Some file systems can not, and need not.
      if (!hasCode(error, 'EINVAL', 'ENOTSUP')) throw error
    } finally {
      this.calls.close(opened)
    }
  }

  /** Removes what dead processes of this machine have left here on its way, and locks of theirs. */
  sweep(): void {
    const { processes } = this.machine
    const { host, user } = processes.self()
    for (const folder of [this.journal, this.history, this.edit]) {
      for (const name of this.list(folder)) {
        const [, pid, maker] = ON_ITS_WAY.exec(name) ?? []
        if (maker === host && processes.isAlive({ host, user, pid: Number(pid) }) === false) {
          this.removeQuietly(join(folder, name))
        }
        const [, locked] = LOCK.exec(name) ?? []
        if (locked !== undefined) this.#sweepLock(join(folder, locked))
      }
    }
  }

  #sweepLock(path: string): void {
    try {
      FileLock.acquire(path, path, this.calls, this.machine.processes).release()
    } catch {
      // A living process has it, or somebody else may remove it.
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
      this.calls.makeFolder(path, FOLDER_MODE)
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return
      throw error
    }
    // Root makes it for those whose configuration it is.
    const parent = this.calls.status(dirname(path))
    if (parent !== undefined && process.getuid?.() === 0) {
      this.calls.setOwnerOfFolder(path, parent.uid, parent.gid)
    }
    this.sync(dirname(path))
  }

  /** A configuration that is under version control is so without its passwords of yesterday. */
  #ignore(): void {
    const path = join(this.path, '.gitignore')
    const size = this.calls.status(path)?.size
    if (size !== undefined && size > 0) return
    // One without anything in it was made by a process that died over it.
    if (size === 0) this.remove(path)
    try {
      const file = this.calls.create(path, FILE_MODE)
      try {
        this.calls.write(file, new TextEncoder().encode('*\n'))
      } finally {
        this.calls.close(file)
      }
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}
