import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type ClientFrame,
  encodeFrame,
  type Frame,
  FrameDecoder,
  type ProtocolProblem,
  type ServerFrame,
} from '../../../src/protocol/index.js'
import {
  clientHello,
  clientLoginFrame,
  clientSessionFrame,
  serverLoginFrame,
  serverSessionFrame,
  serverWelcome,
} from './arbitrary.js'

const test = suite('the decoder of frames')

const HELLO: Frame = { kind: 'hello', version: 1, program: 'ec_console', release: '0.2.0' }
const WELCOME: Frame = {
  kind: 'welcome',
  version: 1,
  program: 'eccmgr',
  release: '0.2.0',
  endpoint: '/tmp/2025',
  banner: ['#'],
  wants: { kind: 'login', mechanisms: ['LOGIN'] },
}

/** All that a decoder gives for bytes that come in chunks; it enters the session after some frames. */
function decodeAll<Incoming extends Frame>(
  decoder: FrameDecoder<Incoming>,
  chunks: readonly Uint8Array[],
  sessionAfter = 1,
): (Incoming | ProtocolProblem)[] {
  const all: (Incoming | ProtocolProblem)[] = []
  const drain = () => {
    for (;;) {
      const frame = decoder.next()
      if (frame === undefined) return
      all.push(frame)
      if (frame.kind === 'problem') return
      if (all.length === sessionAfter) decoder.enter('session')
    }
  }
  for (const chunk of chunks) {
    decoder.push(chunk)
    drain()
  }
  return all
}

function raw(kind: number, payload: Uint8Array | number[], length = payload.length): Buffer {
  const header = Buffer.alloc(5)
  header.writeUInt32BE(length)
  header[4] = kind
  return Buffer.concat([header, Buffer.from(payload)])
}

/** What a server makes of bytes behind a hello, in a session or before it. */
function afterHello(bytes: Uint8Array, phase: 'login' | 'session' = 'session') {
  const decoder = FrameDecoder.ofClient()
  decoder.push(encodeFrame(HELLO))
  decoder.next()
  decoder.enter(phase)
  decoder.push(bytes)
  return decoder.next()
}

test('every split of two frames into two and three chunks', () => {
  const request: Frame = { kind: 'request', id: 9, xml: false, text: 'config get é' }
  const bytes = Buffer.concat([encodeFrame(HELLO), encodeFrame(request)])
  for (let first = 0; first <= bytes.length; first++) {
    for (let second = first; second <= bytes.length; second++) {
      const chunks = [
        bytes.subarray(0, first),
        bytes.subarray(first, second),
        bytes.subarray(second),
      ]
      assert.equal(decodeAll(FrameDecoder.ofClient(), chunks), [HELLO, request])
    }
  }
})

test('byte by byte', () => {
  const end: Frame = { kind: 'end', id: 1, status: 'denied', pending: 'nothing', secret: false }
  const bytes = Buffer.concat([encodeFrame(WELCOME), encodeFrame(end), encodeFrame(end)])
  const chunks = [...bytes].map((byte) => Uint8Array.of(byte))
  assert.equal(decodeAll(FrameDecoder.ofServer(), chunks), [WELCOME, end, end])
})

/** Chunks of any size, made by cutting bytes at places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b)
  return [0, ...sorted].map((start, index) => bytes.subarray(start, sorted[index]))
}

test('any frames of a client, in chunks of any size, come back as they were', () => {
  fc.assert(
    fc.property(
      clientHello,
      fc.array(clientLoginFrame, { maxLength: 3 }),
      fc.array(clientSessionFrame, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (hello, login, session, places) => {
        const frames: ClientFrame[] = [hello, ...login, ...session]
        const chunks = cut(Buffer.concat(frames.map(encodeFrame)), places)
        const decoded = decodeAll(FrameDecoder.ofClient(), chunks, 1 + login.length)
        assert.equal(decoded.map(plain), frames.map(plain))
      },
    ),
  )
})

test('any frames of a server, in chunks of any size, come back as they were', () => {
  fc.assert(
    fc.property(
      serverWelcome,
      fc.array(serverLoginFrame, { maxLength: 3 }),
      fc.array(serverSessionFrame, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (welcome, login, session, places) => {
        const frames: ServerFrame[] = [welcome, ...login, ...session]
        const chunks = cut(Buffer.concat(frames.map(encodeFrame)), places)
        const decoded = decodeAll(FrameDecoder.ofServer(), chunks, 1 + login.length)
        assert.equal(decoded.map(plain), frames.map(plain))
      },
    ),
  )
})

/** A frame in a form that compares by what is in it: bytes as digits, fields sorted. */
function plain(frame: Frame | ProtocolProblem): string {
  const sorted = (_: string, value: unknown) =>
    value instanceof Uint8Array
      ? Buffer.from(value).toString('hex')
      : typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value
  return JSON.stringify(frame, sorted)
}

test('a long frame in small chunks is copied a bounded number of times', () => {
  const text = 'x'.repeat(1_000_000)
  const bytes = encodeFrame({ kind: 'request', id: 1, xml: false, text })
  const decoder = FrameDecoder.ofClient()
  decoder.push(encodeFrame(HELLO))
  decoder.next()
  decoder.enter('session')
  let copied = 0
  const { set, copyWithin } = Uint8Array.prototype
  Uint8Array.prototype.set = function (this: Uint8Array, source, at) {
    copied += source.length
    set.call(this, source, at)
  }
  Uint8Array.prototype.copyWithin = function (this: Uint8Array, target, start, end) {
    copied += (end ?? this.length) - start
    return copyWithin.call(this, target, start, end) as typeof this
  }
  try {
    for (let at = 0; at < bytes.length; at += 7) {
      decoder.push(bytes.subarray(at, at + 7))
      if (at % 700 === 0) assert.is(decoder.next(), undefined)
    }
  } finally {
    Object.assign(Uint8Array.prototype, { set, copyWithin })
  }
  const frame = decoder.next()
  assert.is(frame?.kind === 'request' && frame.text, text)
  assert.ok(copied < bytes.length * 4, `${copied} bytes copied`)
  assert.is(decoder.held, 0)
})

test('nothing is reserved for bytes that have not come', () => {
  const decoder = FrameDecoder.ofClient()
  decoder.push(encodeFrame(HELLO))
  decoder.next()
  decoder.enter('session')
  decoder.push(raw(32, [], 1_000_000))
  assert.is(decoder.next(), undefined)
  assert.is(decoder.held, 5)
})

test('a stranger is told apart from a client with its first byte', () => {
  const problem = {
    kind: 'problem',
    code: 'not-this-protocol',
    text: 'The other end does not speak the protocol of the console: another program is there.',
  }
  const strangers = [
    'G',
    'GET / HTTP/1.1\r\n',
    'config get x\n',
    '\x16\x03\x01\x02\x00',
    '\0\0\0\x01\x20',
  ]
  for (const bytes of [...strangers, '\0\0\0\x13\x01nope\0\x01\0\0\0\x02ec\0\0\0\x030.2']) {
    assert.equal(decodeAll(FrameDecoder.ofClient(), [Buffer.from(bytes, 'latin1')]), [problem])
    assert.equal(decodeAll(FrameDecoder.ofServer(), [Buffer.from(bytes, 'latin1')]), [problem])
  }
})

test('another version gets a clear line, whatever else its first frame holds', () => {
  const hello = encodeFrame({ ...HELLO, version: 7 })
  const longer = Buffer.concat([hello, Buffer.from('more')])
  longer.writeUInt32BE(hello.length - 5 + 4)
  for (const bytes of [hello, longer]) {
    assert.equal(decodeAll(FrameDecoder.ofClient(), [bytes]), [
      {
        kind: 'problem',
        code: 'other-version',
        text: 'The client (ec_console 0.2.0) speaks version 7 of the console protocol, this program version 1: both must come from the same release.',
      },
    ])
  }
  assert.equal(decodeAll(FrameDecoder.ofServer(), [encodeFrame({ ...WELCOME, version: 2 })]), [
    {
      kind: 'problem',
      code: 'other-version',
      text: 'The server (eccmgr 0.2.0) speaks version 2 of the console protocol, this program version 1: both must come from the same release.',
    },
  ])
})

test('what a stranger calls itself is not shown when it could harm a terminal', () => {
  for (const program of ['a\x1b[2J', '', 'x'.repeat(65), 'é', 'a b']) {
    const decoded = decodeAll(FrameDecoder.ofClient(), [
      encodeFrame({ ...HELLO, version: 9, program }),
    ])
    assert.equal(decoded, [
      {
        kind: 'problem',
        code: 'malformed',
        text: 'A frame of the kind hello does not hold what it must.',
      },
    ])
  }
})

test('a closing may be the first that a server says, and a reason from later reads as other', () => {
  const closing: Frame = { kind: 'closing', reason: 'limit', text: 'Too many sessions.' }
  assert.equal(decodeAll(FrameDecoder.ofServer(), [encodeFrame(closing)]), [closing])
  assert.equal(decodeAll(FrameDecoder.ofServer(), [raw(3, [200, 0x78])]), [
    { kind: 'closing', reason: 'other', text: 'x' },
  ])
})

test('a length over the limit of its kind is refused with its header', () => {
  const tooLong = (kind: string, length: number, limit: number) => ({
    kind: 'problem',
    code: 'too-long',
    text: `A frame of the kind ${kind} has ${length} bytes; it may have ${limit}.`,
  })
  assert.equal(afterHello(raw(16, [], 4097), 'login'), tooLong('login-start', 4097, 4096))
  assert.equal(afterHello(raw(32, [], 1048577)), tooLong('request', 1048577, 1048576))
  assert.equal(afterHello(raw(32, [], 0xffffffff)), tooLong('request', 0xffffffff, 1048576))
  assert.equal(decodeAll(FrameDecoder.ofClient(), [raw(1, [], 1025)]), [
    tooLong('hello', 1025, 1024),
  ])
  const decoder = FrameDecoder.ofClient({ requestLimit: 100 })
  decoder.push(Buffer.concat([encodeFrame(HELLO), raw(32, [], 101)]))
  decoder.next()
  decoder.enter('session')
  assert.equal(decoder.next(), tooLong('request', 101, 100))
})

test('a kind that may not come, or not yet, is refused', () => {
  const unexpected = (text: string) => ({ kind: 'problem', code: 'unexpected-kind', text })
  const request = encodeFrame({ kind: 'request', id: 1, xml: false, text: 'x' })
  assert.equal(
    afterHello(request, 'login'),
    unexpected('A frame of the kind request may not come before a login is through.'),
  )
  assert.equal(
    afterHello(encodeFrame({ kind: 'login-step', payload: new Uint8Array(1) })),
    unexpected('A frame of the kind login-step may not come now.'),
  )
  assert.equal(
    afterHello(encodeFrame(HELLO)),
    unexpected('A frame of the kind hello may not come now.'),
  )
  assert.equal(
    afterHello(encodeFrame({ kind: 'part', id: 1, text: '' })),
    unexpected('A frame of the kind part may not come now.'),
  )
  assert.equal(afterHello(raw(99, [])), {
    kind: 'problem',
    code: 'unknown-kind',
    text: 'A frame is of no known kind.',
  })
})

/** Payloads of a server that do not hold what their kind says. */
const MALFORMED: readonly (readonly [kind: string, byte: number, payload: number[]])[] = [
  ['login-end', 18, [2, 0, 0, 0, 0]],
  ['login-end', 18, [1, 0, 0, 0, 9, 1]],
  ['part', 33, [0, 0, 0]],
  ['end', 34, [0, 0, 0, 1]],
  ['end', 34, [0, 0, 0, 1, 3, 0, 0]],
  ['end', 34, [0, 0, 0, 1, 0, 3, 0]],
  ['end', 34, [0, 0, 0, 1, 0, 0, 2]],
  ['end', 34, [0, 0, 0, 1, 0, 0, 0, 0]],
  ['unpaged', 36, [0, 0, 0]],
  ['closing', 3, []],
  ['completions', 49, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['completions', 49, [0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0]],
  ['completions', 49, [0, 0, 0, 1, 0, 0, 0, 0, 0, 255, 255, 255, 255]],
  ['completions', 49, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
]

test('a payload that does not hold what it must is refused', () => {
  for (const [kind, byte, payload] of MALFORMED) {
    const decoder = FrameDecoder.ofServer()
    decoder.push(Buffer.concat([encodeFrame(WELCOME), raw(byte, payload)]))
    decoder.next()
    if (kind !== 'login-end') decoder.enter('session')
    assert.equal(decoder.next(), {
      kind: 'problem',
      code: 'malformed',
      text: `A frame of the kind ${kind} does not hold what it must.`,
    })
  }
})

test('a server that offers no mechanism is refused', () => {
  const welcome = { ...WELCOME, wants: { kind: 'login', mechanisms: [] } } as const
  const [decoded] = decodeAll(FrameDecoder.ofServer(), [encodeFrame(welcome)])
  assert.is(decoded?.kind === 'problem' && decoded.code, 'malformed')
})

test('after a problem nothing is taken or held any more', () => {
  const decoder = FrameDecoder.ofClient()
  decoder.push(Buffer.from('GET'))
  const problem = decoder.next()
  assert.is(problem?.kind, 'problem')
  decoder.push(encodeFrame(HELLO))
  assert.is(decoder.next(), problem)
  assert.is(decoder.end(), problem)
  assert.is(decoder.held, 0)
})

test('a connection that ends within a frame', () => {
  const decoder = FrameDecoder.ofClient()
  decoder.push(encodeFrame(HELLO))
  assert.equal(decoder.next(), HELLO)
  assert.is(decoder.end(), undefined)
  decoder.push(Uint8Array.of(0))
  assert.is(decoder.next(), undefined)
  assert.equal(decoder.end(), {
    kind: 'problem',
    code: 'cut-off',
    text: 'The connection ended in the middle of a frame.',
  })
})

test.run()
