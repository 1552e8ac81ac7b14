import type { FileAccess } from '../../edit/index.js'
import { applyEdits, Source, type TextEdit } from '../../syntax/index.js'
import type { FolderIdentity } from '../files/folder-identity.js'
import {
  isTooMuch,
  type RecordedFile,
  type TransactionRecord,
  unpacked,
} from '../transactions/transaction-record.js'

/** What became of a write; an `armed` one is taken back unless it is confirmed in time. */
export type EntryState = 'done' | 'armed' | 'confirmed' | 'taken-back'

/** One write of the tool, as the history keeps it. */
export interface HistoryEntry {
  /** From 1. */
  readonly number: number
  /** 16 hexadecimal digits, different for every write. */
  readonly id: string
  /** ISO 8601. */
  readonly when: string
  /** The user's name as the entry gives it, which its `owner` may have made up. */
  readonly user: string
  readonly host: string
  readonly pid: number
  /** The uid that owns the file of the entry. That user may have made the entry say anything. */
  readonly owner: number
  readonly command: string
  readonly message?: string
  /** The number of the entry that this one takes back. */
  readonly rollsBack?: number
  /** ISO 8601; undefined for a write that needs no confirmation. */
  readonly confirmBy?: string
  readonly state: EntryState
  readonly files: readonly HistoryFile[]
}

/** What a write did to one file. */
export interface HistoryFile {
  readonly name: string
  readonly path: string
  /** The write made the file. */
  readonly created: boolean
  /** The write removed the file. */
  readonly removed: boolean
  /** SHA-256 of the bytes before; absent for a file that the write made. */
  readonly beforeHash?: string
  readonly afterHash?: string
  /** Who could read it before. */
  readonly access?: FileAccess
  /** The folder in which the write has put it; unknown in entries of earlier versions, as the next one. */
  readonly folder?: FolderIdentity
  /** The file that the write has put there; absent where it removed one. */
  readonly made?: FolderIdentity
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
  /** The bytes before the write; undefined when the write made the file. */
  before(): Uint8Array | undefined
  /** The bytes after the write; empty when the write removed the file. */
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
    files: filesOf(files),
  }
}

/**
 * The files of a record. What they held cannot be had where it is more than a record may hold: a small
 * one can say that it is any amount.
 */
export function filesOf(files: readonly RecordedFile[]): HistoryFile[] {
  return files.map(isTooMuch(files) ? (file) => ({ ...fileOf(file), ...LOST }) : fileOf)
}

const LOST: Pick<HistoryFile, 'before' | 'after'> = { before: lost, after: lost }

function lost(): never {
  throw new RangeError('what the files held is too much')
}

function fileOf(file: RecordedFile): HistoryFile {
  const { name, path, beforeHash, afterHash, access, folder, made, edits, inverse } = file
  return {
    name,
    path,
    created: beforeHash === undefined,
    removed: afterHash === undefined,
    ...(beforeHash !== undefined && { beforeHash }),
    ...(afterHash !== undefined && { afterHash }),
    ...(access !== undefined && { access }),
    ...(folder !== undefined && { folder }),
    ...(made !== undefined && { made }),
    edits,
    inverse,
    before: () => bytesBefore(file),
    after: () => bytesAfter(file),
  }
}

/** The bytes of a file before the write; undefined when the write made the file. */
export function bytesBefore({ before }: RecordedFile): Uint8Array | undefined {
  return before === undefined ? undefined : unpacked(before)
}

export function bytesAfter(file: RecordedFile): Uint8Array {
  const before = bytesBefore(file)
  const source = before === undefined ? new Source('') : Source.fromBytes(before)
  return new Source(applyEdits(source.text, file.edits)).bytes
}
