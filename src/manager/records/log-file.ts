import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { systemReason } from '../../project/system-reason.js'
import { type Opening, openAsItIs } from '../opening.js'

/** Who a new file is to belong to. */
export interface FileOwner {
  readonly uid: number
  readonly gid: number
}

/** How much may wait for a file that does not take it, in characters; what comes then is dropped. */
const MOST_WAITING = 4 * 1024 * 1024

/** Not blocking: a pipe in the place of the file must not hold the manager up. */
const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_NONBLOCK |
  constants.O_NOFOLLOW |
  constants.O_NOCTTY

/**
 * A file that lines are appended to, one after the other, without holding anybody up. Lines that come
 * while one is written go out together.
 */
export class LogFile {
  #file: FileHandle | undefined
  #waiting = ''
  #writing: Promise<void> | undefined
  #dropped = 0

  /**
   * @param path on this machine
   * @param onTrouble is told in one line why lines are lost; once until writing works again
   * @param opening with which rights it is tried again when it could not be opened
   */
  constructor(
    readonly path: string,
    readonly mode: number,
    private readonly onTrouble: (text: string) => void,
    private readonly owner?: FileOwner,
    private readonly opening: Opening = openAsItIs,
  ) {}

  #isInTrouble = false
  #isEmpty = false

  /** Whether nothing was in the file when it was opened last. */
  get isEmpty(): boolean {
    return this.#isEmpty
  }

  /**
   * Opens the file, or makes it. The folder may be another user's, so that a link in the place of the
   * file is not followed.
   * @throws Error for what cannot be opened, and for what is no regular file of one name
   */
  async open(): Promise<void> {
    const file = (await this.#make()) ?? (await open(this.path, FLAGS))
    let size = 0
    try {
      const status = await file.stat()
      size = status.size
      if (!status.isFile()) throw new Error('it is no regular file')
      if (status.nlink > 1) throw new Error('the file has several names')
    } catch (error) {
      await file.close()
      throw error
    }
    const before = this.#file
    this.#file = file
    this.#isEmpty = size === 0
    await before?.close()
  }

  /** @returns undefined when the file is there already */
  async #make(): Promise<FileHandle | undefined> {
    try {
      const file = await open(this.path, FLAGS | constants.O_CREAT | constants.O_EXCL, this.mode)
      if (this.owner !== undefined) await file.chown(this.owner.uid, this.owner.gid)
      return file
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      return undefined
    }
  }

  /** Appends text: whole lines. */
  append(lines: string): void {
    if (this.#waiting.length + lines.length > MOST_WAITING) {
      this.#dropped++
      return
    }
    this.#waiting += lines
    this.#writing ??= this.#write()
  }

  /** Waits until all is written. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  /**
   * Opens the file by its name anew: it may have been moved away.
   * @returns why it cannot be written, in one line
   */
  async reopen(): Promise<string | undefined> {
    await this.flush()
    try {
      await this.open()
      return undefined
    } catch (error) {
      this.#trouble(error as Error)
      return this.#troubleText(error as Error)
    }
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#file?.close()
    this.#file = undefined
  }

  async #write(): Promise<void> {
    // What comes within the same turn goes out with it.
    await undefined
    while (this.#waiting !== '') {
      const text = this.#waiting
      this.#waiting = ''
      try {
        if (this.#file === undefined) await this.opening(this.path, () => this.open())
        await this.#file?.appendFile(text)
        this.#isInTrouble = false
      } catch (error) {
        this.#trouble(error as Error)
      }
    }
    if (this.#dropped > 0) {
      this.#trouble(new Error(`${this.#dropped} entries were dropped`))
      this.#dropped = 0
    }
    this.#writing = undefined
  }

  #trouble(error: Error): void {
    if (this.#isInTrouble) return
    this.#isInTrouble = true
    this.onTrouble(this.#troubleText(error))
  }

  #troubleText(error: Error): string {
    return `${this.path} cannot be written: ${systemReason(error)}`
  }
}
