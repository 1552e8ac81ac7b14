import { encodeEnvelope, isHead } from '../messages/envelope.js'
import { HeadReader, WrongHead } from '../messages/head-reader.js'
import { readHead } from '../messages/read-head.js'
import type { KeyedOption } from './keyed-listing.js'

/** A manager asks a node what it runs. */
export interface RunningQuestion {
  /** What tells it from every other one: 128 random bits in hex. Answers carry it. */
  readonly id: string
  /** The key of the hashes in the answer. */
  readonly nonce: string
  /** Whether more is wanted than the digest. */
  readonly wantsOptions: boolean
}

export function encodeQuestion(question: RunningQuestion): Uint8Array {
  return encodeEnvelope({ kind: 'running', ...question })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeQuestion(payload: Uint8Array): RunningQuestion | undefined {
  return readHead(payload, 'running', (head) => ({
    id: head.text('id', 64),
    nonce: head.text('nonce', 64),
    wantsOptions: head.flag('wantsOptions'),
  }))
}

/** What a listing is of: what the node has in its memory, or its files where another program runs it. */
const LISTING_SOURCES = ['memory', 'files'] as const

/** A piece of the answer of a node to the question what it runs. */
export interface ListingPart {
  readonly id: string
  readonly run: string
  readonly subcluster: string
  readonly source: (typeof LISTING_SOURCES)[number]
  /** From 0. */
  readonly part: number
  /** How many there are. */
  readonly parts: number
  /** Of all options together; empty where the node cannot say what it runs. */
  readonly digest: string
  /** Why the node cannot say what it runs; one line. */
  readonly failed: string | undefined
  readonly bytes: Uint8Array
}

export function encodeListingPart({ bytes, failed, ...head }: ListingPart): Uint8Array {
  const rest = failed === undefined ? {} : { failed }
  return encodeEnvelope({ kind: 'listing', ...head, ...rest }, bytes)
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeListingPart(payload: Uint8Array): ListingPart | undefined {
  return readHead(payload, 'listing', (head, bytes) => ({
    id: head.text('id', 64),
    run: head.text('run', 64),
    subcluster: head.text('subcluster', 255),
    source: head.oneOf('source', LISTING_SOURCES),
    part: head.count('part'),
    parts: head.count('parts'),
    digest: head.text('digest', 64),
    failed: head.optionalText('failed'),
    bytes,
  }))
}

/** The options of a listing as bytes: a JSON object on each line. */
export function encodeOptions(options: readonly KeyedOption[]): Uint8Array {
  const lines = options.map(({ key, meaning, scope, option, value, file, line }) =>
    JSON.stringify({ key, meaning, scope, option, value, file, line }),
  )
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
}

/** @returns undefined for bytes that are no such lines */
export function decodeOptions(bytes: Uint8Array): readonly KeyedOption[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const lines = text.split('\n')
    if (lines.pop() !== '') return undefined
    return lines.map(decodeOption)
  } catch (error) {
    if (error instanceof WrongHead || error instanceof SyntaxError) return undefined
    // The decoder throws it for bytes that are no text.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** How long the text of a value may be. */
const LONGEST_VALUE = 1024 * 1024

/** @throws SyntaxError, WrongHead */
function decodeOption(line: string): KeyedOption {
  const value: unknown = JSON.parse(line)
  if (!isHead(value)) throw new WrongHead('option', 'an object')
  const head = new HeadReader(value)
  return {
    key: head.text('key', 64),
    meaning: head.text('meaning', 64),
    scope: head.text('scope', LONGEST_VALUE),
    option: head.text('option'),
    value: head.text('value', LONGEST_VALUE),
    file: head.text('file'),
    line: head.count('line'),
  }
}
