import { join } from 'node:path'
import { applyEdits, Source, type TextEdit } from '../syntax/index.js'
import { StateFolder } from './state-folder.js'
import {
  type RecordedFile,
  readRecord,
  recordBytes,
  type TransactionRecord,
  unpacked,
} from './transaction-record.js'
import { type Machine, THIS_MACHINE } from './write.js'

/** How much is kept; the oldest entries go first, those that wait for a confirmation never. */
const MOST_ENTRIES = 100
const MOST_BYTES = 64 * 1024 * 1024

const ENTRY = /^(\d{6,})\.json$/
const ARMED = /^([0-9a-f]{16})\.armed$/

/** What became of a write: `armed` ones are taken back unless they are confirmed in time. */
export type EntryState = 'done' | 'armed' | 'confirmed' | 'taken-back'

/** One write of the tool, as the history keeps it. */
export interface HistoryEntry {
  /** From 1. */
  readonly number: number
  /** ISO 8601. */
  readonly when: string
  readonly user: string
  readonly host: string
  readonly pid: number
  readonly command: string
  readonly message?: string
  /** The entry that this one takes back. */
  readonly rollsBack?: number
  /** ISO 8601. */
  readonly confirmBy?: string
  readonly state: EntryState
  readonly files: readonly HistoryFile[]
}

/** What a write did to one file. */
export interface HistoryFile {
  readonly name: string
  readonly path: string
  /** The file was made by it. */
  readonly created: boolean
  /** The file was removed by it. */
  readonly removed: boolean
  /** SHA-256. */
  readonly beforeHash?: string
  readonly afterHash?: string
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
  /** What it held before; undefined when it was made by the write. */
  before(): Uint8Array | undefined
  /** What it held afterwards; empty when it was removed. */
  after(): Uint8Array
}

/** The entries of a history and what could not be read of it. */
export interface HistoryReading {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[]
  /** The paths of damaged entries. */
  readonly damaged: readonly string[]
}

/**
 * The history that lies in a folder, beside a main file.
 * @throws the system's errors when it is there and can not be read
 */
export function readHistory(folder: string, machine: Machine = THIS_MACHINE): HistoryReading {
  return new History(new StateFolder(folder, machine)).read()
}

/** One entry; undefined when there is none of this number, or it is damaged. */
export function readEntry(
  folder: string,
  number: number,
  machine: Machine = THIS_MACHINE,
): HistoryEntry | undefined {
  return readHistory(folder, machine).entries.find((entry) => entry.number === number)
}

/** Says of an armed entry that it is not armed any more. Of one that is not it says nothing. */
export function disarmEntry(folder: string, number: number, machine: Machine = THIS_MACHINE): void {
  new History(new StateFolder(folder, machine)).disarm(number)
}

/** The entries of a state folder, each a file. */
export class History {
  constructor(readonly state: StateFolder) {}

  /**
   * Adds a write, unless it is there already: whoever finishes it for a dead process may find that it
   * had come so far.
   * @returns its number
   */
  add(record: TransactionRecord): number {
    const known = this.#numberOf(record.id)
    if (known !== undefined) return known
    if (record.confirmBy !== undefined) {
      // Before the entry: one that waits for a confirmation must never look as if it did not.
      this.state.replace(this.#armedPath(record.id), new Uint8Array(), record.id)
    }
    const bytes = recordBytes({ ...record, stage: 'done' })
    let number = (this.#numbers().at(-1) ?? 0) + 1
    while (!this.state.add(this.#path(number), bytes, record.id)) number++
    this.#forgetOldest()
    return number
  }

  read(): HistoryReading {
    const armed = this.#armed()
    const taken = new Set<number>()
    const entries: HistoryEntry[] = []
    const damaged: string[] = []
    for (const number of this.#numbers().reverse()) {
      const path = this.#path(number)
      const bytes = this.state.read(path)
      if (bytes === undefined) continue
      const record = readRecord(bytes)
      if (record === undefined) {
        damaged.push(path)
        continue
      }
      const { confirmBy, rollsBack } = record
      const isTaken = taken.has(number)
      // What was taken back takes nothing back.
      if (rollsBack !== undefined && !isTaken) taken.add(rollsBack)
      entries.push(entryOf(number, record, stateOf(confirmBy, armed.has(record.id), isTaken)))
    }
    return { entries, damaged }
  }

  disarm(number: number): void {
    const bytes = this.state.read(this.#path(number))
    const id = bytes && readRecord(bytes)?.id
    if (id === undefined || !this.#armed().has(id)) return
    this.state.remove(this.#armedPath(id))
    this.state.sync(this.state.history)
  }

  /** Whether any entry waits for a confirmation: one look at the names. */
  hasArmed(): boolean {
    return this.#armed().size > 0
  }

  #armed(): Set<string> {
    const ids = this.state.list(this.state.history).flatMap((name) => ARMED.exec(name)?.[1] ?? [])
    return new Set(ids)
  }

  #armedPath(id: string): string {
    return join(this.state.history, `${id}.armed`)
  }

  #path(number: number): string {
    return join(this.state.history, `${String(number).padStart(6, '0')}.json`)
  }

  /** In order. */
  #numbers(): number[] {
    const names = this.state.list(this.state.history)
    return names
      .flatMap((name) => ENTRY.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** The number of an entry that was added lately; undefined when there is none. */
  #numberOf(id: string): number | undefined {
    for (const number of this.#numbers().slice(-LATELY).reverse()) {
      const bytes = this.state.read(this.#path(number))
      if (bytes !== undefined && readRecord(bytes)?.id === id) return number
    }
    return undefined
  }

  #forgetOldest(): void {
    const numbers = this.#numbers()
    const sizes = numbers.map((number) => this.state.calls.status(this.#path(number))?.size ?? 0)
    let bytes = sizes.reduce((sum, size) => sum + size, 0)
    const armed = this.#armed()
    let left = numbers.length
    for (const [index, number] of numbers.entries()) {
      // The newest always stays, whatever its size.
      if (index === numbers.length - 1) break
      if (left <= MOST_ENTRIES && bytes <= MOST_BYTES) break
      if (armed.size > 0 && this.#isArmed(number, armed)) continue
      this.state.removeQuietly(this.#path(number))
      left--
      bytes -= sizes[index] as number
    }
  }

  #isArmed(number: number, armed: ReadonlySet<string>): boolean {
    const bytes = this.state.read(this.#path(number))
    const id = bytes && readRecord(bytes)?.id
    return id !== undefined && armed.has(id)
  }
}

/** How many entries others may have added since a process died. */
const LATELY = 20

function stateOf(confirmBy: string | undefined, isArmed: boolean, isTaken: boolean): EntryState {
  if (isTaken) return 'taken-back'
  if (confirmBy === undefined) return 'done'
  return isArmed ? 'armed' : 'confirmed'
}

function entryOf(number: number, record: TransactionRecord, state: EntryState): HistoryEntry {
  const { when, by, command, message, rollsBack, confirmBy, files } = record
  return {
    number,
    when,
    user: by.user,
    host: by.host,
    pid: by.pid,
    command,
    ...(message !== undefined && { message }),
    ...(rollsBack !== undefined && { rollsBack }),
    ...(confirmBy !== undefined && { confirmBy }),
    state,
    files: files.map(fileOf),
  }
}

function fileOf(file: RecordedFile): HistoryFile {
  const { name, path, beforeHash, afterHash, edits, inverse } = file
  return {
    name,
    path,
    created: beforeHash === undefined,
    removed: afterHash === undefined,
    ...(beforeHash !== undefined && { beforeHash }),
    ...(afterHash !== undefined && { afterHash }),
    edits,
    inverse,
    before: () => bytesBefore(file),
    after: () => bytesAfter(file),
  }
}

/** What a file held before; undefined when the write made it. */
export function bytesBefore({ before }: RecordedFile): Uint8Array | undefined {
  return before === undefined ? undefined : unpacked(before)
}

export function bytesAfter(file: RecordedFile): Uint8Array {
  const before = bytesBefore(file)
  const source = before === undefined ? new Source('') : Source.fromBytes(before)
  return new Source(applyEdits(source.text, file.edits)).bytes
}
