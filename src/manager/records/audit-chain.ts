import { createHash } from 'node:crypto'
import { hasTooManyValues } from '../../node/files/bounded-json.js'
import { encodeUtf8 } from '../../syntax/utf8.js'

/**
 * A log that says where it was changed: a record a line, and in each the hash of the line before it.
 * Somebody who can write the whole file can make a new chain: `head` also goes to the paniclog, where
 * the two can be compared.
 */

/** What a record holds beside its place in the chain: JSON values, no secrets. */
export type AuditRecord = { readonly [name: string]: AuditValue }
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | readonly AuditValue[]
  | { readonly [name: string]: AuditValue }

/** The end of a chain: how many records there are, and the hash of the last one's line. */
export interface AuditHead {
  readonly records: number
  /** SHA-256 of the last line without its line end, in 64 hexadecimal digits. */
  readonly hash: string
}

/** The chain that has no record yet. */
export const EMPTY_CHAIN: AuditHead = { records: 0, hash: '0'.repeat(64) }

/** The line of the next record, with its line end, and the head of the chain behind it. */
export function auditLine(
  head: AuditHead,
  record: AuditRecord,
): { readonly line: string; readonly head: AuditHead } {
  const number = head.records + 1
  const line = JSON.stringify({ number, previous: head.hash, record })
  return { line: `${line}\n`, head: { records: number, hash: hashOf(encodeUtf8(line)) } }
}

/** What a verification found. */
export type AuditVerdict =
  | { readonly kind: 'whole'; readonly head: AuditHead }
  | {
      readonly kind: 'broken'
      /** The first line that does not fit, from 1. */
      readonly line: number
      readonly reason: BreakReason
      /** The reason in words, one sentence. */
      readonly text: string
      /** The chain up to the line before. */
      readonly head: AuditHead
    }

export type BreakReason =
  /** The line is none that `auditLine` writes. */
  | 'no-record'
  /** The text ends without a line end: the last write did not come to its end. */
  | 'cut-off'
  /** The record has another number than its place: lines are missing, or were put in or moved. */
  | 'number'
  /** The hash is not that of the line before: that line or this one was changed. */
  | 'hash'
  /** The chain is whole, but ends before the head that it should have. */
  | 'shorter'
  /** The record at the place of the head that the chain should have is another one. */
  | 'other-head'

/**
 * Verifies a chain from its first line on. The hash of a line stands in the next one, so a change of
 * the last line shows only against a head that was kept elsewhere.
 */
export class AuditVerification {
  #head = EMPTY_CHAIN
  #broken: AuditVerdict | undefined
  readonly #expected: AuditHead | undefined

  /** @param expected a head that the chain must have, or have had: from the paniclog */
  constructor(expected?: AuditHead) {
    this.#expected = expected
  }

  /**
   * Takes the next line, without its line end.
   * @returns whether the chain is whole so far; behind the first break nothing is looked at
   */
  take(line: Uint8Array): boolean {
    if (this.#broken !== undefined) return false
    const number = this.#head.records + 1
    const record = readRecord(line)
    if (record === undefined) return this.#break('no-record', `Line ${number} is no record.`)
    if (record.number !== number) {
      return this.#break(
        'number',
        `Line ${number} holds record ${record.number}: lines are missing, or were put in or moved.`,
      )
    }
    if (record.previous !== this.#head.hash) return this.#break('hash', hashText(number))
    const head = { records: number, hash: hashOf(line) }
    if (number === this.#expected?.records && head.hash !== this.#expected.hash) {
      return this.#break(
        'other-head',
        `Line ${number} is not the record that it was: it was changed.`,
      )
    }
    this.#head = head
    return true
  }

  /** Takes the rest behind the last line end: a line that is none. */
  cutOff(): void {
    if (this.#broken !== undefined) return
    const number = this.#head.records + 1
    this.#break('cut-off', `Line ${number} has no end: its write was cut off.`)
  }

  /** What the whole chain comes to. */
  end(): AuditVerdict {
    const { records } = this.#head
    const expected = this.#expected?.records ?? 0
    if (this.#broken === undefined && records < expected) {
      this.#break('shorter', `The chain ends behind record ${records}; it had ${expected}.`)
    }
    return this.#broken ?? { kind: 'whole', head: this.#head }
  }

  #break(reason: BreakReason, text: string): false {
    const head = this.#head
    this.#broken = { kind: 'broken', line: head.records + 1, reason, text, head }
    return false
  }
}

/**
 * Verifies a chain that is a text.
 * @param text the whole file
 * @param expected as for `AuditVerification`
 */
export function verifyAudit(text: string, expected?: AuditHead): AuditVerdict {
  const verification = new AuditVerification(expected)
  const lines = text.split('\n')
  const rest = lines.pop()
  for (const line of lines) if (!verification.take(encodeUtf8(line))) break
  if (rest !== '') verification.cutOff()
  return verification.end()
}

function hashText(line: number): string {
  return line === 1
    ? 'Line 1 follows another line, which is missing.'
    : `Line ${line} does not follow line ${line - 1}: one of the two was changed.`
}

/** Reads a line strictly: what is written otherwise than `auditLine` writes it was changed. */
function readRecord(
  bytes: Uint8Array,
): { readonly number: number; readonly previous: string } | undefined {
  // Whoever may write the file could fill the memory of a program that reads it.
  if (hasTooManyValues(bytes)) return undefined
  try {
    const line = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || JSON.stringify(value) !== line) {
      return undefined
    }
    const { number, previous, record, ...more } = value as { [name: string]: unknown }
    const whole =
      Number.isSafeInteger(number) &&
      typeof previous === 'string' &&
      typeof record === 'object' &&
      record !== null &&
      Object.keys(more).length === 0
    return whole ? { number: number as number, previous: previous as string } : undefined
  } catch {
    return undefined
  }
}

function hashOf(line: Uint8Array): string {
  return createHash('sha256').update(line).digest('hex')
}
