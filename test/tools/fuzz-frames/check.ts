import { isDeepStrictEqual } from 'node:util'
import {
  encodeFrame,
  type Frame,
  FrameDecoder,
  type ProtocolProblem,
} from '../../../src/protocol/index.js'
import type { FrameCase } from './cases.js'

/** What a decoder made of a case. */
export interface Decoded {
  readonly frames: readonly Frame[]
  readonly problem: ProtocolProblem | undefined
}

/**
 * Tries a case. The decoder must not throw; what it gives must not depend on how the bytes come; the
 * frames, written again, must be the bytes that were read; and a problem is one line to be shown.
 *
 * @returns what is wrong, undefined when all is well
 */
export function mistakeInFrames(tried: FrameCase): string | undefined {
  try {
    const bytes = Buffer.concat(tried.chunks)
    const decoded = decode(tried, tried.chunks)
    if (!isDeepStrictEqual(decoded, decode(tried, [bytes]))) return 'chunks change what is read'
    const again = Buffer.concat(decoded.frames.map(encodeFrame))
    if (!again.equals(bytes.subarray(0, again.length)) && !hasUnknownReason(decoded.frames)) {
      return 'the frames are not what was sent'
    }
    if (decoded.problem === undefined && again.length < bytes.length) return 'bytes are lost'
    const text = decoded.problem?.text
    if (text !== undefined && !/^[A-Z][ -~]+\.$/.test(text)) return 'a problem that is no line'
    return undefined
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.message : error}`
  }
}

export function decode(tried: FrameCase, chunks: readonly Uint8Array[]): Decoded {
  const decoder = tried.reader === 'server' ? FrameDecoder.ofClient() : FrameDecoder.ofServer()
  const frames: Frame[] = []
  for (const chunk of chunks) {
    decoder.push(chunk)
    for (let next = decoder.next(); next !== undefined; next = decoder.next()) {
      if (next.kind === 'problem') return { frames, problem: next }
      frames.push(next)
      if (frames.length === tried.loginFrames) decoder.enter('session')
    }
  }
  return { frames, problem: decoder.end() }
}

/** A reason for closing that only a later version knows reads as `other`, and is written so. */
function hasUnknownReason(frames: readonly Frame[]): boolean {
  return frames.some((frame) => frame.kind === 'closing' && frame.reason === 'other')
}
