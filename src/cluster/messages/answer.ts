import { encodeEnvelope } from './envelope.js'
import { readHead } from './read-head.js'

/**
 * What became of a command on a node.
 * - `ok`, `failed`: it was carried out, and the console says so
 * - `unauthorised`: the node does not allow it
 * - `timed-out`: it did not end in time; the answer holds what had come until then
 * - `too-long`: the answer was cut at the node's limit
 * - `unavailable`: the console of the node could not be reached or started; the answer says why
 */
export const ANSWER_STATUSES = [
  'ok',
  'failed',
  'unauthorised',
  'timed-out',
  'too-long',
  'unavailable',
] as const

export type AnswerStatus = (typeof ANSWER_STATUSES)[number]

/** A piece of the answer of a node to a command. */
export interface AnswerPart {
  /** The id of the command. */
  readonly id: string
  /** The run of the program that answers: the `run` of its presence. */
  readonly run: string
  /** From 0. */
  readonly part: number
  /** In the last part only: what became of the command. */
  readonly end: AnswerEnd | undefined
  readonly bytes: Uint8Array
}

export interface AnswerEnd {
  readonly status: AnswerStatus
  /** Of all parts together, in bytes: an answer that has fewer was cut on its way. */
  readonly length: number
}

/** How many bytes of an answer go into one message. */
export const ANSWER_PART = 256 * 1024

export function encodeAnswerPart({ id, run, part, end, bytes }: AnswerPart): Uint8Array {
  return encodeEnvelope({ kind: 'answer', id, run, part, ...end }, bytes)
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeAnswerPart(payload: Uint8Array): AnswerPart | undefined {
  return readHead(payload, 'answer', (head, bytes) => ({
    id: head.text('id', 64),
    run: head.text('run', 64),
    part: head.count('part'),
    end:
      head.optionalText('status') === undefined
        ? undefined
        : { status: head.oneOf('status', ANSWER_STATUSES), length: head.count('length') },
    bytes,
  }))
}
