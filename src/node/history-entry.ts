import { applyEdits, Source, type TextEdit } from '../syntax/index.js'
import type { Ownership } from './file-system-calls.js'
import { type RecordedFile, type TransactionRecord, unpacked } from './transaction-record.js'

/** What became of a write: `armed` ones are taken back unless they are confirmed in time. */
export type EntryState = 'done' | 'armed' | 'confirmed' | 'taken-back'

/** One write of the tool, as the history keeps it. */
export interface HistoryEntry {
  /** From 1. */
  readonly number: number
  /** 16 hexadecimal digits, different for every write. */
  readonly id: string
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
  /** Its mode and owner, when it was removed by it. */
  readonly ownership?: Ownership
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
  /** What it held before; undefined when it was made by the write. */
  before(): Uint8Array | undefined
  /** What it held afterwards; empty when it was removed. */
  after(): Uint8Array
}

/** @param isTaken whether a later entry, which stands, takes it back */
export function stateOf(
  confirmBy: string | undefined,
  isArmed: boolean,
  isTaken: boolean,
): EntryState {
  if (isTaken) return 'taken-back'
  if (confirmBy === undefined) return 'done'
  return isArmed ? 'armed' : 'confirmed'
}

export function entryOf(
  number: number,
  record: TransactionRecord,
  state: EntryState,
): HistoryEntry {
  const { when, by, command, message, rollsBack, confirmBy, files } = record
  return {
    number,
    id: record.id,
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

export function fileOf(file: RecordedFile): HistoryFile {
  const { name, path, beforeHash, afterHash, ownership, edits, inverse } = file
  return {
    name,
    path,
    created: beforeHash === undefined,
    removed: afterHash === undefined,
    ...(beforeHash !== undefined && { beforeHash }),
    ...(afterHash !== undefined && { afterHash }),
    ...(ownership !== undefined && { ownership }),
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
