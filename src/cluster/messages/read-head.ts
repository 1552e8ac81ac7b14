import { decodeEnvelope } from './envelope.js'
import { HeadReader, WrongHead } from './head-reader.js'

/**
 * Reads a message of one kind.
 * @returns undefined for one of another kind, and for one that is wrong
 */
export function readHead<T>(
  payload: Uint8Array,
  kind: string,
  read: (head: HeadReader, body: Uint8Array) => T,
): T | undefined {
  const envelope = decodeEnvelope(payload)
  if (envelope?.head.kind !== kind) return undefined
  try {
    return read(new HeadReader(envelope.head), envelope.body)
  } catch (error) {
    if (error instanceof WrongHead) return undefined
    throw error
  }
}
