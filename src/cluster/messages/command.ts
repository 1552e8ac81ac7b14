import { encodeEnvelope } from './envelope.js'
import { readHead } from './read-head.js'

/** A console command that a manager sends to nodes. */
export interface SentCommand {
  /** What tells it from every other one: 128 random bits in hex. Answers carry it. */
  readonly id: string
  /** As typed, without `broadcast` and without `xml`. */
  readonly text: string
  readonly isXml: boolean
  /** Who asked for it, as the node's log names it: `joe at 192.0.2.7:4711 through *:2025`. */
  readonly issuer: string
  /** After how many milliseconds the node ends it. */
  readonly patience: number
}

/** The longest command that is sent, in characters. */
export const LONGEST_SENT_COMMAND = 64 * 1024

export function encodeCommand(command: SentCommand): Uint8Array {
  return encodeEnvelope({ kind: 'command', ...command })
}

/** @returns undefined for another message, and for one that is wrong */
export function decodeCommand(payload: Uint8Array): SentCommand | undefined {
  return readHead(payload, 'command', (head) => ({
    id: head.text('id', 64),
    text: head.text('text', LONGEST_SENT_COMMAND),
    isXml: head.flag('isXml'),
    issuer: head.text('issuer'),
    patience: head.count('patience'),
  }))
}

/** The lines of a command that hold something: a program may take each for a command of its own. */
export function commandLines(text: string): readonly string[] {
  return text.split(/[\n\r]/).filter((line) => line.trim() !== '')
}
