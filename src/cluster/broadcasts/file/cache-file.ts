import { constants } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from '../../sync-folder.js'
import type { Timing } from '../../timing.js'
import type { Broadcast } from '../broadcast.js'
import type { CacheRecorder, ControlCache } from '../control-cache.js'
import type { KeptAnswer } from '../kept-answer.js'
import { readCacheFile } from './read-cache-file.js'
import { answerRecord, flushedRecord, removedRecord, sentRecord } from './records.js'

/** Nobody else may read what nodes have answered. */
const MODE = 0o600

/** How much is written before the file is written anew without what no longer counts, in bytes. */
const LEAST_GROWTH = 8 * 1024 * 1024

/** How much may wait to be written, in characters: then the file is written anew instead. */
const MOST_WAITING = 32 * 1024 * 1024

/** How long to wait after the disk has not taken something, in ms. */
const PAUSE = 5000

/** How much is written in one go, in characters. */
const PIECE = 1024 * 1024

const APPENDING = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW
const ANEW = APPENDING | constants.O_CREAT | constants.O_EXCL

interface CacheFileOptions {
  readonly timing: Timing
  readonly cache: Pick<ControlCache, 'broadcasts' | 'size'>
  /** Takes a line for a log. */
  readonly say: (line: string) => void
}

/**
 * Keeps the control cache on the disk: each event is a line of JSON that is appended. What waits is
 * written in one go, by the system's threads, so that nobody waits for the disk. Where it takes
 * nothing, that is said once, and all is written when it does again.
 */
export class CacheFile implements CacheRecorder {
  readonly path: string
  readonly #options: CacheFileOptions
  #file: FileHandle | undefined
  #waiting: string[] = []
  #waitingLength = 0
  #written = 0
  #isWanting: 'nothing' | 'all' = 'nothing'
  #writing: Promise<void> | undefined
  #isInTrouble = false
  #stopPause: (() => void) | undefined
  #isClosed = false

  private constructor(path: string, options: CacheFileOptions) {
    this.path = path
    this.#options = options
  }

  /**
   * Opens a file, or makes it. One that is damaged is set aside whole, and said; a last line that is
   * torn is dropped.
   * @returns also the commands in it, the oldest first
   * @throws UnusableFile for one that is not to be touched; the system's errors
   */
  static async open(
    path: string,
    options: CacheFileOptions,
  ): Promise<{ readonly file: CacheFile; readonly broadcasts: readonly Broadcast[] }> {
    const reading = await readCacheFile(path)
    const file = new CacheFile(path, options)
    const { timing, say } = options
    if (reading?.damage !== undefined) {
      const aside = `${path}.damaged-${timing.now().toISOString().replaceAll(':', '')}`
      await rename(path, aside)
      say(`${path} is damaged, and is ${aside} now: ${reading.damage}`)
    }
    if (reading?.isTorn === true) say(`${path}: the last line was torn, and is dropped`)
    if (reading === undefined || reading.damage !== undefined) {
      file.#file = await open(path, ANEW, MODE)
    } else file.#file = await open(path, APPENDING)
    // What counts no longer goes with the first write.
    if (reading !== undefined) file.#isWanting = 'all'
    return { file, broadcasts: reading?.broadcasts ?? [] }
  }

  sent(broadcast: Broadcast): void {
    this.#append(sentRecord(broadcast))
  }

  answered(broadcast: Broadcast, node: string, answer: KeptAnswer): void {
    this.#append(answerRecord(broadcast, node, answer))
  }

  removed(id: string): void {
    this.#append(removedRecord(id))
  }

  flushed(): void {
    this.#append(flushedRecord())
  }

  /** Writes the whole cache with the next write. */
  writeAll(): void {
    this.#isWanting = 'all'
    this.#begin()
  }

  /** Waits until all is written, or cannot be. */
  async flush(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing
  }

  /** Writes what waits, and closes. */
  async close(): Promise<void> {
    this.#endPause()
    this.#begin()
    await this.flush()
    this.#isClosed = true
    this.#endPause()
    await this.#file?.close()
    this.#file = undefined
  }

  #append(record: string): void {
    if (this.#isClosed) return
    if (this.#isWanting === 'nothing') {
      this.#waiting.push(record)
      this.#waitingLength += record.length
      if (this.#waitingLength > MOST_WAITING) this.#dropWaiting()
    }
    this.#begin()
  }

  /** What waits stands in the cache: the next write is one of everything. */
  #dropWaiting(): void {
    this.#waiting = []
    this.#waitingLength = 0
    this.#isWanting = 'all'
  }

  #begin(): void {
    if (this.#stopPause !== undefined || this.#isClosed) return
    this.#writing ??= this.#write()
  }

  async #write(): Promise<void> {
    // What comes within the same turn goes out with it.
    await undefined
    try {
      while (this.#isWanting === 'all' || this.#waiting.length > 0) {
        const growth = Math.max(LEAST_GROWTH, 2 * this.#options.cache.size)
        if (this.#written > growth) this.#isWanting = 'all'
        if (this.#isWanting === 'all') await this.#anew()
        else await this.#appendWaiting()
        this.#isInTrouble = false
      }
    } catch (error) {
      this.#trouble(error as Error)
    }
    this.#writing = undefined
  }

  async #appendWaiting(): Promise<void> {
    const text = this.#waiting.join('')
    this.#waiting = []
    this.#waitingLength = 0
    await this.#file?.appendFile(text)
    await this.#file?.datasync()
    this.#written += text.length
  }

  /** Writes a new file, and puts it in the place of the one that there is: wholly, or not at all. */
  async #anew(): Promise<void> {
    // What comes from here on is appended to the new file: this is all that there is now.
    this.#dropWaiting()
    this.#isWanting = 'nothing'
    const records = this.#options.cache.broadcasts.flatMap((broadcast) => [
      ...recordMakers(broadcast),
    ])
    const made = `${this.path}.new`
    await rm(made, { force: true })
    const file = await open(made, ANEW, MODE)
    try {
      let piece = ''
      for (const record of records) {
        piece += record()
        if (piece.length < PIECE) continue
        await file.appendFile(piece)
        piece = ''
      }
      await file.appendFile(piece)
      await file.datasync()
      await rename(made, this.path)
      await syncFolder(dirname(this.path))
    } catch (error) {
      await file.close()
      await rm(made, { force: true }).catch(() => undefined)
      throw error
    }
    await this.#file?.close()
    this.#file = file
    this.#written = 0
  }

  #endPause(): void {
    this.#stopPause?.()
    this.#stopPause = undefined
  }

  #trouble(error: Error): void {
    this.#dropWaiting()
    if (!this.#isInTrouble) {
      this.#options.say(`${this.path} cannot be written: ${error.message}`)
    }
    this.#isInTrouble = true
    if (this.#isClosed) return
    this.#stopPause = this.#options.timing.after(PAUSE, () => {
      this.#stopPause = undefined
      this.#begin()
    })
  }
}

/** The records of a command as it is now, each made when its turn has come: together they are large. */
function recordMakers(broadcast: Broadcast): (() => string)[] {
  const answers = [...broadcast.answers]
  return [
    () => sentRecord(broadcast),
    ...answers.map(
      ([node, answer]) =>
        () =>
          answerRecord(broadcast, node, answer),
    ),
  ]
}
