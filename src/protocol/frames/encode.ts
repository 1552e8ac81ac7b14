import { encodeUtf8 } from '../../syntax/utf8.js'
import { FieldWriter } from './field-writer.js'
import type { Candidate, Completions, Frame, Speaker } from './frame.js'
import { CLOSING_REASONS, KINDS, MAGIC, PENDING, STATUSES } from './kinds.js'

/** How many bytes of an answer one part holds; a session waits for no more than these. */
const PART_BYTES = 32 * 1024

/** How many bytes of UTF-8 a UTF-16 unit has at most. */
const MOST_BYTES_A_UNIT = 3

/**
 * The bytes of a frame.
 *
 * @throws RangeError when the payload is longer than its kind may have. Who passes on what somebody
 * else wrote uses `encodeIfFits`, `answerParts` or `fittingCompletions`.
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const bytes = encodeIfFits(frame)
  if (bytes !== undefined) return bytes
  const { length } = payloadOf(frame)
  throw new RangeError(`a ${frame.kind} of ${length} bytes; it may have ${KINDS[frame.kind].limit}`)
}

/** The bytes of a frame; undefined when its payload is longer than its kind may have. */
export function encodeIfFits(frame: Frame): Uint8Array | undefined {
  const fields = payloadOf(frame)
  const { byte, limit } = KINDS[frame.kind]
  return fields.length > limit ? undefined : fields.frame(byte)
}

/**
 * The parts that carry an answer, as bytes ready to be sent, made one at a time. Characters are not
 * torn: a part is a text by itself.
 */
export function* answerParts(id: number, text: string): Generator<Uint8Array> {
  if (text.length > 0 && text.length * MOST_BYTES_A_UNIT <= PART_BYTES) {
    yield new FieldWriter().long(id).restText(text).frame(KINDS.part.byte)
    return
  }
  const bytes = encodeUtf8(text)
  let start = 0
  while (start < bytes.length) {
    const end = endOfCharacter(bytes, start, Math.min(start + PART_BYTES, bytes.length))
    yield new FieldWriter().long(id).restBytes(bytes.subarray(start, end)).frame(KINDS.part.byte)
    start = end
  }
}

/** The completions with as many candidates as a frame can hold; `more` says when some are missing. */
export function fittingCompletions(completions: Completions): Completions {
  const { limit } = KINDS.completions
  const { candidates } = completions
  let length = payloadOf({ ...completions, candidates: [] }).length
  let count = 0
  for (const candidate of candidates) {
    const fields = new FieldWriter()
    writeCandidate(fields, candidate)
    length += fields.length
    if (length > limit) break
    count++
  }
  if (count === candidates.length) return completions
  return { ...completions, candidates: candidates.slice(0, count), more: true }
}

/** The last place up to `end` where no UTF-8 sequence is torn. */
function endOfCharacter(bytes: Uint8Array, start: number, end: number): number {
  if (end === bytes.length) return end
  // A sequence has at most three bytes behind its first one; more of these are no UTF-8.
  for (let at = end; at > start && at > end - 4; at--) {
    if (((bytes[at] as number) & 0xc0) !== 0x80) return at
  }
  return end
}

function payloadOf(frame: Frame): FieldWriter {
  const fields = new FieldWriter()
  switch (frame.kind) {
    case 'hello':
      return writeSpeaker(fields, frame)
    case 'welcome':
      writeSpeaker(fields, frame).text(frame.endpoint)
      fields.list(frame.banner, (line) => fields.text(line))
      if (frame.wants.kind === 'nothing') return fields.byte(0).text(frame.wants.user)
      return fields.byte(1).list(frame.wants.mechanisms, (name) => fields.text(name))
    case 'login-start':
      return fields.text(frame.mechanism).restBytes(frame.payload)
    case 'login-step':
      return fields.restBytes(frame.payload)
    case 'login-end':
      return fields.flag(frame.accepted).bytes(frame.payload).restText(frame.text)
    case 'request':
      return fields.long(frame.id).flag(frame.xml).restText(frame.text)
    case 'part':
      return fields.long(frame.id).restText(frame.text)
    case 'end':
      return fields
        .long(frame.id)
        .byte(STATUSES.indexOf(frame.status))
        .byte(PENDING.indexOf(frame.pending))
        .flag(frame.secret)
    case 'unpaged':
      return fields.long(frame.id)
    case 'notice':
      return fields.restText(frame.text)
    case 'closing':
      return fields.byte(CLOSING_REASONS.indexOf(frame.reason)).restText(frame.text)
    case 'complete':
      return fields.long(frame.id).flag(frame.describe).restText(frame.text)
    case 'completions':
      fields.long(frame.id).long(frame.replaces).flag(frame.more)
      return fields.list(frame.candidates, (candidate) => writeCandidate(fields, candidate))
  }
}

function writeSpeaker(fields: FieldWriter, { version, program, release }: Speaker): FieldWriter {
  return fields.restBytes(MAGIC).short(version).text(program).text(release)
}

function writeCandidate(fields: FieldWriter, candidate: Candidate): void {
  fields.text(candidate.word).text(candidate.description)
  writeOptional(fields, candidate.value)
  writeOptional(fields, candidate.where)
}

function writeOptional(fields: FieldWriter, text: string | undefined): void {
  fields.flag(text !== undefined)
  if (text !== undefined) fields.text(text)
}
