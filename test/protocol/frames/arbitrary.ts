import fc from 'fast-check'
import type {
  Candidate,
  ClientFrame,
  ClosingReason,
  Pending,
  ServerFrame,
  Status,
  Wanted,
} from '../../../src/protocol/index.js'
import { PROTOCOL_VERSION } from '../../../src/protocol/index.js'
import { decodeUtf8 } from '../../../src/syntax/utf8.js'

/** Any text that bytes can decode to: words, and bytes that are no UTF-8. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.uint8Array({ maxLength: 40 }).map(decodeUtf8),
)
const payload = fc.uint8Array({ maxLength: 200 })
const id = fc.nat({ max: 0xffffffff })
const name = fc.stringMatching(/^[!-~]{1,64}$/)
const speaker = { version: fc.constant(PROTOCOL_VERSION), program: name, release: name }
const kind = <Kind extends string>(value: Kind) => fc.constant(value)

const wanted: fc.Arbitrary<Wanted> = fc.oneof(
  fc.record({ kind: kind('nothing'), user: text }),
  fc.record({ kind: kind('login'), mechanisms: fc.array(text, { minLength: 1, maxLength: 4 }) }),
)

const candidate: fc.Arbitrary<Candidate> = fc.record(
  { word: text, description: text, value: text, where: text },
  { requiredKeys: ['word', 'description'] },
)

const reasons: ClosingReason[] = [
  ...(['quit', 'idle', 'shutdown', 'listener-closed', 'limit', 'denied'] as const),
  ...(['protocol', 'other'] as const),
]
const statuses: Status[] = ['ok', 'failed', 'denied']
const pending: Pending[] = ['nothing', 'transaction', 'from-scratch']

/** Frames of a client that has sent its hello, by whether its login is through. */
export const clientHello: fc.Arbitrary<ClientFrame> = fc.record({ kind: kind('hello'), ...speaker })
const loginStep = fc.record({ kind: kind('login-step'), payload })
export const clientLoginFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record({ kind: kind('login-start'), mechanism: text, payload }),
  loginStep,
)
export const clientSessionFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record({ kind: kind('request'), id, xml: fc.boolean(), text }),
  fc.record({ kind: kind('complete'), id, describe: fc.boolean(), text }),
)

export const serverWelcome: fc.Arbitrary<ServerFrame> = fc.record({
  kind: kind('welcome'),
  ...speaker,
  endpoint: text,
  banner: fc.array(text, { maxLength: 5 }),
  wants: wanted,
})
const closing = fc.record({ kind: kind('closing'), reason: fc.constantFrom(...reasons), text })
const notice = fc.record({ kind: kind('notice'), text })
export const serverLoginFrame: fc.Arbitrary<ServerFrame> = fc.oneof(
  loginStep,
  fc.record({ kind: kind('login-end'), accepted: fc.boolean(), payload, text }),
  notice,
  closing,
)
export const serverSessionFrame: fc.Arbitrary<ServerFrame> = fc.oneof(
  fc.record({ kind: kind('part'), id, text }),
  fc.record({
    kind: kind('end'),
    id,
    status: fc.constantFrom(...statuses),
    pending: fc.constantFrom(...pending),
    secret: fc.boolean(),
  }),
  fc.record({ kind: kind('unpaged'), id }),
  fc.record({
    kind: kind('completions'),
    id,
    replaces: fc.nat({ max: 0xffffffff }),
    more: fc.boolean(),
    candidates: fc.array(candidate, { maxLength: 6 }),
  }),
  notice,
  closing,
)
