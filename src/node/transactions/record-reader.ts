import { createHash } from 'node:crypto'
import { countValues, MOST_VALUES } from '../files/bounded-json.js'
import type { FileSystemCalls } from '../files/file-system-calls.js'
import { beginsAsRecord, type RecordReading, readRecord } from './transaction-record.js'

/**
 * What the records of one state folder may have together in one run, but for small ones: whoever may write
 * there may have put any number of large ones there.
 */
const MOST_VALUES_TOGETHER = MOST_VALUES
const MOST_BYTES_TOGETHER = 256 * 1024 * 1024

/** A record of no more than this is read whatever the others hold, so that none of them hides it. */
const SMALL_VALUES = 8192
const SMALL_BYTES = 256 * 1024

/** How many records are kept in memory: more than one run looks at. */
const MOST_KEPT = 256

/** What a file holds; `beyond`: with the others it is more than one run reads. */
export type BoundedReading = RecordReading | 'beyond'

interface Kept {
  readonly reading: BoundedReading
  readonly values: number
  readonly bytes: number
}

/**
 * Reads the records of one state folder, each once: a run looks at them several times. What has been
 * read is told by its bytes, since the names and times of files are anybody's who may write there.
 */
export class RecordReader {
  /** By their hash; the one that was asked for last is the last. */
  readonly #kept = new Map<string, Kept>()
  #values = 0
  #bytes = 0

  /** @param folder that of the configuration */
  constructor(readonly folder: string) {}

  read(bytes: Uint8Array): BoundedReading {
    if (!beginsAsRecord(bytes)) return 'damaged'
    const hash = createHash('sha256').update(bytes).digest('base64')
    const kept = this.#kept.get(hash) ?? this.#parse(bytes)
    this.#kept.delete(hash)
    this.#kept.set(hash, kept)
    if (this.#kept.size > MOST_KEPT) this.#forgetFirst()
    return kept.reading
  }

  #parse(bytes: Uint8Array): Kept {
    const values = countValues(bytes)
    const cost = { values, bytes: bytes.length }
    if (values > MOST_VALUES) return { reading: 'damaged', values: 0, bytes: 0 }
    const isSmall = values <= SMALL_VALUES && bytes.length <= SMALL_BYTES
    const isTooMuch =
      this.#values + values > MOST_VALUES_TOGETHER ||
      this.#bytes + bytes.length > MOST_BYTES_TOGETHER
    if (isTooMuch && !isSmall) return { reading: 'beyond', values: 0, bytes: 0 }
    this.#values += cost.values
    this.#bytes += cost.bytes
    return { reading: readRecord(bytes, this.folder), ...cost }
  }

  #forgetFirst(): void {
    for (const [hash, { values, bytes }] of this.#kept) {
      this.#kept.delete(hash)
      this.#values -= values
      this.#bytes -= bytes
      return
    }
  }
}

/** The reader of the state folder that was looked at last, of each machine. */
const readers = new WeakMap<FileSystemCalls, { readonly state: string; reader: RecordReader }>()

/**
 * The reader of a state folder: the same one as long as no other is looked at, so that memory is needed
 * for the records of one.
 * @param state its path
 * @param folder that of the configuration
 */
export function readerOf(calls: FileSystemCalls, state: string, folder: string): RecordReader {
  const last = readers.get(calls)
  if (last?.state === state) return last.reader
  const reader = new RecordReader(folder)
  readers.set(calls, { state, reader })
  return reader
}
