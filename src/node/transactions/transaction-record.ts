import { gunzipSync, gzipSync } from 'node:zlib'
import type { FileAccess } from '../../edit/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { isCount, isIdentity, isLine, isMoment } from '../files/bounded.js'
import type { FolderIdentity } from '../files/folder-identity.js'
import type { ProcessIdentity } from '../locks/processes.js'
import { isRecordedPath, realPathIn, recordedPathIn } from './recorded-path.js'

/**
 * What is known of one write: first in the journal, while it is under way, and then in the history.
 * Several files are one write.
 */
export interface TransactionRecord {
  readonly version: 2
  /** 16 hexadecimal digits, different for every write. */
  readonly id: string
  /**
   * `preparing`: no file has been touched; `committing`: all that is needed to finish or undo it is on
   * the disk, and files may be new. An entry of the history is a record of that stage.
   */
  readonly stage: 'preparing' | 'committing'
  readonly by: ProcessIdentity
  /** ISO 8601. */
  readonly when: string
  /** The command of the program: `set`, `overlay apply`. */
  readonly command: string
  readonly message?: string
  /** ISO 8601: taken back unless it is confirmed by then. */
  readonly confirmBy?: string
  /** The entry of the history that this one takes back. */
  readonly rollsBack?: number
  /** The folder for whose configuration it was made: in a copy of the folder nothing is to happen. */
  readonly folder: FolderIdentity
  readonly files: readonly RecordedFile[]
}

export interface RecordedFile {
  /** As people know it. */
  readonly name: string
  /**
   * The real path. In the record it is relative where the file lies in the folder of the
   * configuration, so that a copy of the folder speaks of its own files.
   */
  readonly path: string
  /** SHA-256 of what it held; absent when it is made by this. */
  readonly beforeHash?: string
  /** Absent when it is removed by this. */
  readonly afterHash?: string
  /** What it held, compressed (gzip), in base64; absent when it is made by this, or not needed yet. */
  readonly before?: string
  /**
   * Who could read it before; of a file that is made by this, who may read it. It only ever keeps people
   * out: a file never gets more readers by what a record says.
   */
  readonly access?: FileAccess
  /** From what it held to what it holds then. */
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
}

/** The largest file of which a record says what it held, in bytes. */
const MOST_OF_A_FILE = 128 * 1024 * 1024

/** Characters of a command and of a message. */
const LONGEST_COMMAND = 100
const LONGEST_MESSAGE = 100_000

/** The largest number of an entry of the history. */
export const MOST_ENTRY = 999_999_999

export function packed(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 1 }).toString('base64')
}

/** @throws for what is not packed, or unpacks to more than any file of a configuration holds */
export function unpacked(text: string): Uint8Array {
  return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MOST_OF_A_FILE })
}

/** @param folder of the configuration */
export function recordBytes(record: TransactionRecord, folder: string): Uint8Array {
  const files = record.files.map((file) => ({ ...file, path: recordedPathIn(folder, file.path) }))
  return new TextEncoder().encode(`${JSON.stringify({ ...record, files })}\n`)
}

/** What a file that is to be a record holds. */
export type RecordReading = TransactionRecord | 'older' | 'damaged'

/**
 * A record as it was written; `older` for one of an earlier version of the program, `damaged` for
 * anything else: whoever may write the folder may have put it there.
 * @param folder of the configuration
 */
export function readRecord(bytes: Uint8Array, folder: string): RecordReading {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return 'damaged'
  }
  const record = (value ?? {}) as Partial<TransactionRecord>
  if ((record.version as unknown) === 1) return 'older'
  if (!isRecord(record)) return 'damaged'
  const files = record.files.map((file) => ({ ...file, path: realPathIn(folder, file.path) }))
  return { ...record, files }
}

function isRecord(record: Partial<TransactionRecord>): record is TransactionRecord {
  const { version, id, stage, by, when, command, message, confirmBy, rollsBack, folder, files } =
    record
  return (
    version === 2 &&
    typeof id === 'string' &&
    /^[0-9a-f]{16}$/.test(id) &&
    (stage === 'preparing' || stage === 'committing') &&
    isIdentity(by) &&
    isMoment(when) &&
    isLine(command, LONGEST_COMMAND) &&
    (message === undefined || isText(message, LONGEST_MESSAGE)) &&
    (confirmBy === undefined || isMoment(confirmBy)) &&
    (rollsBack === undefined || isCount(rollsBack, MOST_ENTRY)) &&
    isFolder(folder) &&
    Array.isArray(files) &&
    files.every(isFile)
  )
}

function isFolder(value: unknown): value is FolderIdentity {
  const { inode, born, device, boot } = (value ?? {}) as Partial<FolderIdentity>
  return (
    [inode, born, device].every((number) => isLine(number, 32)) &&
    (boot === undefined || isLine(boot, 64))
  )
}

function isFile(value: unknown): boolean {
  const { name, path, beforeHash, afterHash, before, access, edits, inverse } = (value ??
    {}) as Partial<RecordedFile>
  return (
    isText(name, 4096) &&
    isRecordedPath(path) &&
    [beforeHash, afterHash].every((hash) => hash === undefined || isHash(hash)) &&
    (before === undefined || typeof before === 'string') &&
    (access === undefined || isAccess(access)) &&
    [edits, inverse].every((list) => Array.isArray(list) && list.every(isEdit))
  )
}

function isAccess(value: unknown): boolean {
  const { uid, gid, mode } = (value ?? {}) as Partial<FileAccess>
  return [uid, gid].every((id) => isCount(id, 2 ** 32 - 1)) && isCount(mode, 0o7777)
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isEdit(value: unknown): boolean {
  const { start, end, text } = (value ?? {}) as Partial<TextEdit>
  return (
    isCount(start, Number.MAX_SAFE_INTEGER) &&
    isCount(end, Number.MAX_SAFE_INTEGER) &&
    typeof text === 'string'
  )
}

/** `"set" (root, process 71, 2026-11-22 20:41:03 UTC)` */
export function describeRecord({ command, by, when }: TransactionRecord): string {
  return `"${command}" (${by.user}, process ${by.pid}, ${readableTime(when)})`
}

/** `2026-11-22 20:41:03 UTC` */
export function readableTime(when: string): string {
  return when.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC')
}

/** `a.conf, b.conf` */
export function namesOf(files: readonly { readonly name: string }[]): string {
  return files.map(({ name }) => name).join(', ')
}
