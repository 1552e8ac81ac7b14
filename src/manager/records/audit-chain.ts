import { createHash } from 'node:crypto'

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
  return { line: `${line}\n`, head: { records: number, hash: hashOf(line) } }
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
 *
 * @param text the whole file
 * @param expected a head that the chain must have, or have had: from the paniclog
 */
export function verifyAudit(text: string, expected?: AuditHead): AuditVerdict {
  let head = EMPTY_CHAIN
  let at = 0
  while (at < text.length) {
    const number = head.records + 1
    const broken = (reason: BreakReason, words: string): AuditVerdict => ({
      kind: 'broken',
      line: number,
      reason,
      text: words,
      head,
    })
    const end = text.indexOf('\n', at)
    if (end === -1) return broken('cut-off', `Line ${number} has no end: its write was cut off.`)
    const line = text.slice(at, end)
    const record = readRecord(line)
    if (record === undefined) return broken('no-record', `Line ${number} is no record.`)
    if (record.number !== number) {
      return broken(
        'number',
        `Line ${number} holds record ${record.number}: lines are missing, or were put in or moved.`,
      )
    }
    if (record.previous !== head.hash) return broken('hash', hashText(number))
    head = { records: number, hash: hashOf(line) }
    if (number === expected?.records && head.hash !== expected.hash) {
      return broken('other-head', `Line ${number} is not the record that it was: it was changed.`)
    }
    at = end + 1
  }
  if (expected !== undefined && head.records < expected.records) {
    return {
      kind: 'broken',
      line: head.records + 1,
      reason: 'shorter',
      text: `The chain ends behind record ${head.records}; it had ${expected.records}.`,
      head,
    }
  }
  return { kind: 'whole', head }
}

function hashText(line: number): string {
  return line === 1
    ? 'Line 1 follows another line, which is missing.'
    : `Line ${line} does not follow line ${line - 1}: one of the two was changed.`
}

/** Reads a line strictly: what is written otherwise than `auditLine` writes it was changed. */
function readRecord(
  line: string,
): { readonly number: number; readonly previous: string } | undefined {
  try {
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

function hashOf(line: string): string {
  return createHash('sha256').update(line, 'utf8').digest('hex')
}
