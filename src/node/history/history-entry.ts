import type { FileAccess } from '../../edit/index.js'
import { applyEdits, Source, type TextEdit } from '../../syntax/index.js'
import {
  type RecordedFile,
  type TransactionRecord,
  unpacked,
} from '../transactions/transaction-record.js'

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
  /** As the entry says it. */
  readonly user: string
  readonly host: string
  readonly pid: number
  /** Whose the entry is, by the number of the user: that one may have made it say anything. */
  readonly owner: number
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
  /** Who could read it before. */
  readonly access?: FileAccess
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
  /** What it held before; undefined when it was made by the write. */
  before(): Uint8Array | undefined
  /** What it held afterwards; empty when it was removed. */
  after(): Uint8Array
}

export function entryOf(
  record: TransactionRecord,
  { number, owner, state }: Pick<HistoryEntry, 'number' | 'owner' | 'state'>,
): HistoryEntry {
  const { id, when, by, command, message, rollsBack, confirmBy, files } = record
  return {
    number,
    id,
    when,
    user: by.user,
    host: by.host,
    pid: by.pid,
    owner,
    command,
    ...(message !== undefined && { message }),
    ...(rollsBack !== undefined && { rollsBack }),
    ...(confirmBy !== undefined && { confirmBy }),
    state,
    files: files.map(fileOf),
  }
}

export function fileOf(file: RecordedFile): HistoryFile {
  const { name, path, beforeHash, afterHash, access, edits, inverse } = file
  return {
    name,
    path,
    created: beforeHash === undefined,
    removed: afterHash === undefined,
    ...(beforeHash !== undefined && { beforeHash }),
    ...(afterHash !== undefined && { afterHash }),
    ...(access !== undefined && { access }),
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
