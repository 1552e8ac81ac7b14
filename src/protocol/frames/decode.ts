import { FieldReader } from './field-reader.js'
import {
  type Candidate,
  type Frame,
  type FrameKind,
  PROTOCOL_VERSION,
  type Speaker,
  type Wanted,
} from './frame.js'
import { CLOSING_REASONS, MAGIC, PENDING, STATUSES } from './kinds.js'
import { type ProtocolProblem, problem } from './problem.js'

/** The longest name of a program, and of its version. */
const NAME_CHARACTERS = 64

/** Reads the payload of a frame. Memory of the payload is not kept. */
export function decodePayload(kind: FrameKind, payload: Uint8Array): Frame | ProtocolProblem {
  if (kind === 'hello' || kind === 'welcome') return decodeFirst(kind, payload)
  const fields = new FieldReader(payload)
  const frame = readFields(kind, fields)
  return fields.whole ? frame : malformed(kind)
}

function readFields(kind: Exclude<FrameKind, 'hello' | 'welcome'>, fields: FieldReader): Frame {
  switch (kind) {
    case 'login-start':
      return { kind, mechanism: fields.text(), payload: fields.restBytes() }
    case 'login-step':
      return { kind, payload: fields.restBytes() }
    case 'login-end':
      return {
        kind,
        accepted: fields.flag(),
        payload: fields.bytes(),
        text: fields.restText(),
      }
    case 'request':
      return { kind, id: fields.long(), xml: fields.flag(), text: fields.restText() }
    case 'part':
      return { kind, id: fields.long(), text: fields.restText() }
    case 'end':
      return {
        kind,
        id: fields.long(),
        status: fields.oneOf(STATUSES) ?? 'failed',
        pending: fields.oneOf(PENDING) ?? 'nothing',
        secret: fields.flag(),
      }
    case 'unpaged':
      return { kind, id: fields.long() }
    case 'notice':
      return { kind, text: fields.restText() }
    case 'closing':
      return {
        kind,
        reason: CLOSING_REASONS[fields.byte()] ?? 'other',
        text: fields.restText(),
      }
    case 'complete':
      return { kind, id: fields.long(), describe: fields.flag(), text: fields.restText() }
    case 'completions':
      return {
        kind,
        id: fields.long(),
        replaces: fields.long(),
        more: fields.flag(),
        // Two lengths and two flags are the shortest candidate.
        candidates: fields.list(10, () => readCandidate(fields)),
      }
  }
}

/** Reads a first frame: who speaks in any version, the rest in our version only. */
function decodeFirst(kind: 'hello' | 'welcome', payload: Uint8Array): Frame | ProtocolProblem {
  if (MAGIC.some((byte, index) => payload[index] !== byte)) return notThisProtocol()
  const fields = new FieldReader(payload.subarray(MAGIC.length))
  const speaker: Speaker = {
    version: fields.short(),
    program: fields.text(),
    release: fields.text(),
  }
  if (!isName(speaker.program) || !isName(speaker.release) || speaker.version === 0) {
    return malformed(kind)
  }
  if (speaker.version !== PROTOCOL_VERSION) return otherVersion(kind, speaker)
  if (kind === 'hello') return fields.whole ? { kind, ...speaker } : malformed(kind)
  const frame: Frame = {
    kind,
    ...speaker,
    endpoint: fields.text(),
    banner: fields.list(4, () => fields.text()),
    wants: readWanted(fields),
  }
  return fields.whole ? frame : malformed(kind)
}

function readWanted(fields: FieldReader): Wanted {
  if (!fields.flag()) return { kind: 'nothing', user: fields.text() }
  const mechanisms = fields.list(4, () => fields.text())
  if (mechanisms.length === 0) fields.refuse()
  return { kind: 'login', mechanisms }
}

function readCandidate(fields: FieldReader): Candidate {
  const word = fields.text()
  const description = fields.text()
  const value = fields.flag() ? fields.text() : undefined
  const where = fields.flag() ? fields.text() : undefined
  return {
    word,
    description,
    ...(value !== undefined && { value }),
    ...(where !== undefined && { where }),
  }
}

/** Whether a text can be shown in a message: it came from a stranger. */
function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_CHARACTERS && /^[!-~]+$/.test(text)
}

/** @returns the problem of bytes at the beginning of a connection that are of no first frame */
export function notThisProtocol(): ProtocolProblem {
  return problem(
    'not-this-protocol',
    'The other end does not speak the protocol of the console: another program is there.',
  )
}

function otherVersion(kind: 'hello' | 'welcome', speaker: Speaker): ProtocolProblem {
  const side = kind === 'hello' ? 'client' : 'server'
  return problem(
    'other-version',
    `The ${side} (${speaker.program} ${speaker.release}) speaks version ${speaker.version} of the console protocol, this program version ${PROTOCOL_VERSION}: both must come from the same release.`,
  )
}

function malformed(kind: FrameKind): ProtocolProblem {
  return problem('malformed', `A frame of the kind ${kind} does not hold what it must.`)
}
