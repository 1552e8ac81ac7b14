import { isAbsolute } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { TextEdit } from '../syntax/index.js'
import type { Ownership } from './file-system-calls.js'
import type { ProcessIdentity } from './processes.js'

/**
 * What is known of one write: first in the journal, while it is under way, and then in the history.
 * Several files are one write.
 */
export interface TransactionRecord {
  readonly version: 1
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
  readonly files: readonly RecordedFile[]
}

export interface RecordedFile {
  /** As people know it. */
  readonly name: string
  /** The real path. */
  readonly path: string
  /** SHA-256 of what it held; absent when it is made by this. */
  readonly beforeHash?: string
  /** Absent when it is removed by this. */
  readonly afterHash?: string
  /** What it held, compressed (gzip), in base64; absent when it is made by this, or not needed yet. */
  readonly before?: string
  /** Its mode and owner, when it is removed by this: to make it again. */
  readonly ownership?: Ownership
  /** From what it held to what it holds then. */
  readonly edits: readonly TextEdit[]
  readonly inverse: readonly TextEdit[]
}

export function packed(bytes: Uint8Array): string {
  return gzipSync(bytes, { level: 1 }).toString('base64')
}

export function unpacked(text: string): Uint8Array {
  return gunzipSync(Buffer.from(text, 'base64'))
}

export function recordBytes(record: TransactionRecord): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(record)}\n`)
}

/** A record as it was written; undefined for what is damaged, or none. */
export function readRecord(bytes: Uint8Array): TransactionRecord | undefined {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
  const { version, id, stage, by, when, command, files } = (value ??
    {}) as Partial<TransactionRecord>
  const isWhole =
    version === 1 &&
    /^[0-9a-f]{16}$/.test(id ?? '') &&
    ['preparing', 'committing'].includes(stage ?? '') &&
    typeof by?.pid === 'number' &&
    [by.host, by.user, when, command].every((field) => typeof field === 'string') &&
    !Number.isNaN(Date.parse(when ?? '')) &&
    Array.isArray(files) &&
    files.every(isFile)
  return isWhole ? (value as TransactionRecord) : undefined
}

function isFile(value: unknown): boolean {
  const { name, path, beforeHash, afterHash, before, ownership, edits, inverse } = (value ??
    {}) as Partial<RecordedFile>
  return (
    [name, path, afterHash ?? '', beforeHash ?? '', before ?? ''].every(
      (field) => typeof field === 'string',
    ) &&
    isAbsolute(path ?? '') &&
    (ownership === undefined || isOwnership(ownership)) &&
    [edits, inverse].every((list) => Array.isArray(list) && list.every(isEdit))
  )
}

function isOwnership(value: unknown): boolean {
  const { mode, uid, gid } = (value ?? {}) as Partial<Ownership>
  return [mode, uid, gid].every((number) => Number.isInteger(number) && Number(number) >= 0)
}

function isEdit(value: unknown): boolean {
  const { start, end, text } = (value ?? {}) as Partial<TextEdit>
  return Number.isInteger(start) && Number.isInteger(end) && typeof text === 'string'
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
