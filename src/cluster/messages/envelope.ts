import type { JsonValue } from '../../schema/index.js'

/** How many bytes the head of a message may have. */
const LONGEST_HEAD = 256 * 1024

/** The version of all messages; those of another one are not understood. */
const VERSION = 1

/** The head of a message: one JSON object on one line. What it means is said where it is read. */
export type Head = Readonly<Record<string, JsonValue>>

/** A message: a head, and bytes that are carried as they are. */
export interface Envelope {
  readonly head: Head
  readonly body: Uint8Array
}

const NEWLINE = 0x0a

/** Whether a value that was JSON is an object, so that it can be read as a head. */
export function isHead(value: unknown): value is Head {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function encodeEnvelope(head: Head, body: Uint8Array = new Uint8Array()): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify({ v: VERSION, ...head })}\n`)
  const payload = new Uint8Array(line.length + body.length)
  payload.set(line)
  payload.set(body, line.length)
  return payload
}

/** Reads a message. @returns undefined for what is none of ours, or of another version */
export function decodeEnvelope(payload: Uint8Array): Envelope | undefined {
  const end = payload.subarray(0, LONGEST_HEAD).indexOf(NEWLINE)
  if (end < 0) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(payload.subarray(0, end))
    const head: unknown = JSON.parse(text)
    if (!isHead(head)) return undefined
    const { v, ...rest } = head
    return v === VERSION ? { head: rest, body: payload.subarray(end + 1) } : undefined
  } catch {
    return undefined
  }
}
