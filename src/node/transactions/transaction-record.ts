import { gunzipSync, gzipSync } from 'node:zlib'
import { MOST_TEXT } from '../../config/index.js'
import type { EntryAccess, FileAccess } from '../../edit/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { isAccess, isCount, isIdentity, isLine, isMoment } from '../files/bounded.js'
import { hasTooManyValues } from '../files/bounded-json.js'
import { type FolderIdentity, isFolderIdentity } from '../files/folder-identity.js'
import type { ProcessIdentity } from '../locks/processes.js'
import { isRecordedPath, realPathIn, recordedPathIn } from './recorded-path.js'

/**
 * The record of one write, of one or more files: in the journal while it is under way, then in the
 * history.
 */
export interface TransactionRecord {
  readonly version: 2
  /** 16 hexadecimal digits, different for every write. */
  readonly id: string
  /**
   * `preparing`: no file has been touched; `committing`: everything needed to finish or undo the
   * write is on the disk, and some files may be new. Entries of the history are in the second
   * stage.
   */
  readonly stage: 'preparing' | 'committing'
  readonly by: ProcessIdentity
  /** ISO 8601; when the write began. */
  readonly when: string
  /** The command as the user gave it: `set`, `overlay apply`. */
  readonly command: string
  readonly message?: string
  /** ISO 8601; the write is taken back unless it is confirmed by then. */
  readonly confirmBy?: string
  /** Somebody has confirmed the write, whatever marks lie beside its entry. */
  readonly confirmed?: true
  /** The number of the history entry that this write takes back. */
  readonly rollsBack?: number
  /** The folder that the record was made in; in a copy of the folder nothing acts on it. */
  readonly folder: FolderIdentity
  readonly files: readonly RecordedFile[]
}

export interface RecordedFile {
  /** The path as users know it. */
  readonly name: string
  /**
   * The real path. On the disk it is relative for a file in the folder of the configuration, so
   * that a record in a copy of the folder names the files of the copy.
   */
  readonly path: string
  /** SHA-256 of the bytes before the write; absent for a file that the write makes. */
  readonly beforeHash?: string
  /** SHA-256 of the bytes after the write; absent for a file that the write removes. */
  readonly afterHash?: string
  /**
   * The bytes before the write, gzipped, in base64; absent for a new file, and while `preparing`.
   */
  readonly before?: string
  /**
   * Who could read it before; of a file that is made by this, who may read it. It only ever keeps people
   * out: a file never gets more readers by what a record says.
   */
  readonly access?: FileAccess
  /** The folder in which the file lies; of one that is made it is not known while `preparing`. */
  readonly folder?: FolderIdentity
  /** The file that was there before; absent for one that the write makes. */
  readonly was?: FolderIdentity
  /** The file that the write puts there; absent for one that it removes, and while `preparing`. */
  readonly made?: FolderIdentity
  /** From the text before the write to the text after it; `inverse` leads back. */
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
}

/** The largest file, in bytes, whose former contents are unpacked from a record. */
export const MOST_UNPACKED = MOST_TEXT

/** The longest command and message, in characters. */
const LONGEST_COMMAND = 100
const LONGEST_MESSAGE = 100_000

/** The largest number of a history entry. */
export const MOST_ENTRY = 999_999_999

export function packed(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 1 }).toString('base64')
}

/** Reverses `packed`. @throws for other text, and for more bytes than any file may hold */
export function unpacked(text: string): Uint8Array {
  return gunzipSync(Buffer.from(text, 'base64'), {
    maxOutputLength: Math.max(1, Math.min(saidSize(text), MOST_UNPACKED)),
  })
}

/** Whether files unpack to more than those of a record may hold together, as they say themselves. */
export function isTooMuch(files: readonly Pick<RecordedFile, 'before'>[]): boolean {
  const sizes = files.map(({ before }) => (before === undefined ? 0 : saidSize(before)))
  return sizes.reduce((sum, size) => sum + size, 0) > MOST_UNPACKED
}

/** How large something packed says that it is, in bytes: with that number it ends. */
function saidSize(text: string): number {
  const end = Buffer.from(text.slice(-8), 'base64')
  return end.length < 4 ? 0 : end.readUInt32LE(end.length - 4)
}

/** The most files of one record: each takes several looks to be ended. */
export const MOST_RECORDED_FILES = 4096

/** The bytes of a record's file. @param folder the folder of the configuration */
export function recordBytes(record: TransactionRecord, folder: string): Uint8Array {
  const files = record.files.map((file) => ({ ...file, path: recordedPathIn(folder, file.path) }))
  return new TextEncoder().encode(`${JSON.stringify({ ...record, files })}\n`)
}

/** A record, or why the file that should hold one does not. */
export type RecordReading = TransactionRecord | 'older' | 'damaged'

/**
 * Parses the bytes of a record's file. `older`: by an earlier version of the program; `damaged`:
 * anything else, since whoever may write the folder may have put it there.
 * @param folder the folder of the configuration
 */
export function readRecord(bytes: Uint8Array, folder: string): RecordReading {
  // What does not begin as this program writes it, or has more values, is not even parsed.
  if (!beginsAsRecord(bytes) || hasTooManyValues(bytes)) return 'damaged'
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return 'damaged'
  }
  if (isOlder(bytes)) return 'older'
  const record = (value ?? {}) as Partial<TransactionRecord>
  if (!isRecord(record)) return 'damaged'
  const files = record.files.map((file) => ({ ...file, path: realPathIn(folder, file.path) }))
  return { ...record, files }
}

/** Whether a file begins as a record of this version does, or of an earlier one. */
export function beginsAsRecord(bytes: Uint8Array): boolean {
  return isOlder(bytes) || idAtFront(bytes) !== undefined
}

function isOlder(bytes: Uint8Array): boolean {
  return OLDER.test(beginningOf(bytes))
}

/**
 * The id of a record, with which its file begins; undefined for what is no record of this version. The
 * rest may be large, and need not be there.
 */
export function idAtFront(bytes: Uint8Array): string | undefined {
  return BEGINNING.exec(beginningOf(bytes))?.[1]
}

/** How many bytes of a record's file hold its id. */
export const FRONT = 64

const BEGINNING = /^\{"version":2,"id":"([0-9a-f]{16})"/
const OLDER = /^\{"version":1[,}]/

function beginningOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, FRONT)).toString('latin1')
}

/** Whether the file of a record may say that it takes another write back: that stands before its files. */
export function mayRollBack(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files = text.indexOf('"files":[')
  return text.subarray(0, files < 0 ? undefined : files).includes('"rollsBack":')
}

/** The names of all fields of a type. */
type Fields<T> = { readonly [name in keyof Required<T>]: true }

const RECORD_FIELDS: Fields<TransactionRecord> = {
  version: true,
  id: true,
  stage: true,
  by: true,
  when: true,
  command: true,
  message: true,
  confirmBy: true,
  confirmed: true,
  rollsBack: true,
  folder: true,
  files: true,
}
const FILE_FIELDS: Fields<RecordedFile> = {
  name: true,
  path: true,
  beforeHash: true,
  afterHash: true,
  before: true,
  access: true,
  edits: true,
  inverse: true,
  folder: true,
  was: true,
  made: true,
}
const EDIT_FIELDS: Fields<TextEdit> = { start: true, end: true, text: true }
const ENTRY_FIELDS: Fields<EntryAccess> = { uid: true, gid: true, mode: true }
const ACCESS_FIELDS: Fields<FileAccess> = { ...ENTRY_FIELDS, folders: true }
const FOLDER_FIELDS: Fields<FolderIdentity> = { inode: true, born: true, device: true, boot: true }
const PROCESS_FIELDS: Fields<ProcessIdentity> = { pid: true, host: true, user: true, start: true }

/**
 * Whether an object has no field but these: what nobody reads would only be held in memory, and this
 * program writes none.
 */
function hasOnly(value: unknown, fields: Readonly<Record<string, true>>): boolean {
  for (const name in value as object) if (!Object.hasOwn(fields, name)) return false
  return true
}

function isRecord(record: Partial<TransactionRecord>): record is TransactionRecord {
  const { version, id, stage, by, when, command, message, folder, files } = record
  const { confirmBy, confirmed, rollsBack } = record
  return (
    hasOnly(record, RECORD_FIELDS) &&
    version === 2 &&
    typeof id === 'string' &&
    /^[0-9a-f]{16}$/.test(id) &&
    (stage === 'preparing' || stage === 'committing') &&
    hasOnly(by, PROCESS_FIELDS) &&
    isIdentity(by) &&
    isMoment(when) &&
    isLine(command, LONGEST_COMMAND) &&
    (message === undefined || isText(message, LONGEST_MESSAGE)) &&
    (confirmBy === undefined || isMoment(confirmBy)) &&
    (confirmed === undefined || confirmed === true) &&
    (rollsBack === undefined || isCount(rollsBack, MOST_ENTRY)) &&
    isFolder(folder) &&
    Array.isArray(files) &&
    files.length <= MOST_RECORDED_FILES &&
    files.every(isFile)
  )
}

function isFolder(value: unknown): value is FolderIdentity {
  return isFolderIdentity(value) && hasOnly(value, FOLDER_FIELDS)
}

function isKnownAccess(value: unknown): boolean {
  if (!isAccess(value) || !hasOnly(value, ACCESS_FIELDS)) return false
  const { folders = [] } = value as FileAccess
  return folders.every((folder) => hasOnly(folder, ENTRY_FIELDS))
}

function isFile(value: unknown): boolean {
  const file = (value ?? {}) as Partial<RecordedFile>
  const { name, path, beforeHash, afterHash, before, access, edits, inverse } = file
  const identities = [file.folder, file.was, file.made]
  return (
    hasOnly(value, FILE_FIELDS) &&
    isText(name, 4096) &&
    isRecordedPath(path) &&
    [beforeHash, afterHash].every((hash) => hash === undefined || isHash(hash)) &&
    (before === undefined || typeof before === 'string') &&
    (access === undefined || isKnownAccess(access)) &&
    identities.every((each) => each === undefined || isFolder(each)) &&
    [edits, inverse].every((list) => Array.isArray(list) && list.every(isEdit))
  )
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
    hasOnly(value, EDIT_FIELDS) &&
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
