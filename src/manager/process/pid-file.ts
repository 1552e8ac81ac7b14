import {
  type BigIntStats,
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  openSync,
  realpathSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ignoreErrors } from '../../node/files/ignore-errors.js'
import { THIS_MACHINE, WriteError } from '../../node/index.js'
import { FileLock } from '../../node/locks/lock.js'
import { systemReason } from '../../project/system-reason.js'
import { StartRefused } from './start-refused.js'

/** The PID file where the configuration names none (runtime spec, choices). */
export const USUAL_PID_FILE = '/var/run/eccmgr.pid'

/** The file with the number of the process, and the right to write it as long as the process lives. */
export class PidFile {
  private constructor(
    readonly path: string,
    private readonly lock: FileLock | undefined,
  ) {}

  /**
   * Takes the lock of the file; nothing is written yet.
   * @param path on this machine
   * @param locks whether another manager with the same file is refused
   * @throws StartRefused
   */
  static take(path: string, locks: boolean): PidFile {
    const { calls, processes } = THIS_MACHINE
    let real = path
    try {
      real = join(realpathSync(dirname(path)), basename(path))
      return new PidFile(real, locks ? FileLock.acquire(real, path, calls, processes) : undefined)
    } catch (error) {
      if (error instanceof WriteError && error.code === 'locked') {
        const pid = FileLock.holderOf(real, calls)?.pid
        const as = pid === undefined ? '' : `, as process ${pid}`
        throw new StartRefused([`The manager runs already${as}.`])
      }
      throw new StartRefused([`The PID file ${path} cannot be written: ${systemReason(error)}`])
    }
  }

  /** The file that was written. */
  #written: BigIntStats | undefined

  /**
   * Writes the file, unless it is written already.
   * @param owner who is to take the file away in the end
   * @throws StartRefused
   */
  write(owner: { readonly uid: number; readonly gid: number } | undefined): void {
    if (this.#written !== undefined) return
    try {
      removeOld(this.path)
      const file = openSync(this.path, 'wx', 0o644)
      try {
        writeSync(file, `${process.pid}\n`)
        // Not by its name, at which something else may lie by now.
        if (owner !== undefined) fchownSync(file, owner.uid, owner.gid)
        this.#written = fstatSync(file, { bigint: true })
      } finally {
        closeSync(file)
      }
    } catch (error) {
      throw new StartRefused([
        `The PID file ${this.path} cannot be written: ${systemReason(error)}`,
      ])
    }
  }

  /**
   * Takes the file away, if it was written and no other one lies in its place by now, and gives the lock
   * back. Where the folder belongs to somebody else, the file is left empty.
   */
  remove(): void {
    if (this.#written !== undefined) ignoreErrors(() => this.#removeFile())
    // Whoever wants the lock next sees that its holder is gone.
    ignoreErrors(() => this.lock?.release())
  }

  /** @throws the system's errors */
  #removeFile(): void {
    // Who may write the folder can have put a link there.
    const file = openSync(
      this.path,
      constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    )
    try {
      const { dev, ino } = fstatSync(file, { bigint: true })
      if (dev !== this.#written?.dev || ino !== this.#written.ino) return
      ftruncateSync(file)
      unlinkSync(this.path)
    } finally {
      closeSync(file)
    }
  }
}

/** A file of an earlier process. */
function removeOld(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
