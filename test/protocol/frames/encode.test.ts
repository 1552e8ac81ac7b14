import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  answerParts,
  encodeFrame,
  encodeIfFits,
  type Frame,
  FrameDecoder,
  fittingCompletions,
} from '../../../src/protocol/index.js'
import { decodeUtf8, encodeUtf8 } from '../../../src/syntax/utf8.js'

const test = suite('frames as bytes')

/** The bytes in hexadecimal digits: header, a blank, payload. */
function hex(frame: Frame): string {
  const bytes = Buffer.from(encodeFrame(frame))
  return `${bytes.toString('hex', 0, 5)} ${bytes.toString('hex', 5)}`
}

/** The hexadecimal digits of fields: texts in quotes, numbers as they are written. */
function fields(...parts: string[]): string {
  return parts.map((part) => (part.startsWith('"') ? text(part.slice(1, -1)) : part)).join('')
}

function text(value: string): string {
  return Buffer.from(value).toString('hex')
}

test('each kind of frame, byte for byte', () => {
  const speaker = { version: 1, program: 'ec', release: '0.2' }
  const spoken = fields('"eccp"', '0001', '00000002', '"ec"', '00000003', '"0.2"')
  assert.is(hex({ kind: 'hello', ...speaker }), `0000001301 ${spoken}`)
  assert.is(
    hex({
      kind: 'welcome',
      ...speaker,
      endpoint: '/tmp/2025',
      banner: ['###', '# é'],
      wants: { kind: 'nothing', user: 'joe' },
    }),
    `0000003b02 ${spoken}${fields(
      ...['00000009', '"/tmp/2025"', '00000002', '00000003', '"###"', '00000004', '"# é"'],
      ...['00', '00000003', '"joe"'],
    )}`,
  )
  assert.is(
    hex({
      kind: 'welcome',
      ...speaker,
      endpoint: '',
      banner: [],
      wants: { kind: 'login', mechanisms: ['LOGIN', 'X'] },
    }),
    `0000002e02 ${spoken}${fields('00000000', '00000000', '01', '00000002', '00000005', '"LOGIN"', '00000001', '"X"')}`,
  )
  assert.is(
    hex({ kind: 'closing', reason: 'idle', text: 'Idle.' }),
    `0000000603 02${text('Idle.')}`,
  )
  assert.is(
    hex({ kind: 'login-start', mechanism: 'LOGIN', payload: Uint8Array.of(0, 255) }),
    `0000000b10 00000005${text('LOGIN')}00ff`,
  )
  assert.is(hex({ kind: 'login-step', payload: Uint8Array.of(7) }), '0000000111 07')
  assert.is(
    hex({ kind: 'login-end', accepted: true, payload: Uint8Array.of(7, 8), text: 'joe' }),
    `0000000a12 01000000020708${text('joe')}`,
  )
  assert.is(
    hex({ kind: 'request', id: 0xfffefdfc, xml: true, text: 'config get x' }),
    `0000001120 fffefdfc01${text('config get x')}`,
  )
  assert.is(hex({ kind: 'part', id: 1, text: 'a\n' }), '0000000621 00000001610a')
  const end = { kind: 'end', id: 1, secret: false } as const
  assert.is(hex({ ...end, status: 'ok', pending: 'nothing' }), '0000000722 00000001000000')
  assert.is(hex({ ...end, status: 'failed', pending: 'transaction' }), '0000000722 00000001010100')
  assert.is(
    hex({ ...end, status: 'denied', pending: 'from-scratch', secret: true }),
    '0000000722 00000001020201',
  )
  assert.is(hex({ kind: 'unpaged', id: 1 }), '0000000424 00000001')
  assert.is(hex({ kind: 'notice', text: 'é' }), '0000000223 c3a9')
  assert.is(
    hex({ kind: 'complete', id: 2, describe: false, text: 'co' }),
    '0000000730 0000000200636f',
  )
  assert.is(
    hex({
      kind: 'completions',
      id: 2,
      replaces: 3,
      more: true,
      candidates: [
        { word: 'get', description: 'd' },
        { word: 'x', description: '', value: '1', where: 'f:1:2' },
      ],
    }),
    `0000003431 ${fields(
      ...['00000002', '00000003', '01', '00000002'],
      ...['00000003', '"get"', '00000001', '"d"', '00', '00'],
      ...['00000001', '"x"', '00000000', '01', '00000001', '"1"', '01', '00000005', '"f:1:2"'],
    )}`,
  )
})

test('bytes that are no UTF-8 travel as they are', () => {
  const bytes = Uint8Array.of(0x61, 0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0a)
  assert.is(
    hex({ kind: 'part', id: 0, text: decodeUtf8(bytes) }),
    `0000000c21 00000000${Buffer.from(bytes).toString('hex')}`,
  )
})

test('a frame that is too long is refused where it is made', () => {
  const frame: Frame = { kind: 'closing', reason: 'idle', text: 'x'.repeat(4096) }
  assert.is(encodeIfFits(frame), undefined)
  assert.throws(() => encodeFrame(frame), 'a closing of 4097 bytes; it may have 4096')
  assert.ok(encodeIfFits({ ...frame, text: 'x'.repeat(4095) }))
})

test('a long answer is cut between characters, and comes together byte for byte', () => {
  // The places of the cuts fall on every byte of a character, and into bytes that are no UTF-8.
  for (const shift of [0, 1, 2, 3, 4]) {
    const bytes = Buffer.concat([
      Buffer.alloc(shift, 'x'),
      Buffer.from('𝄞é€a'.repeat(8000)),
      Buffer.alloc(70_000, 0x9f),
    ])
    const frames = [...answerParts(7, decodeUtf8(bytes))]
    assert.is(frames.length, 5)
    const decoder = FrameDecoder.ofServer()
    decoder.push(encodeFrame(WELCOME))
    decoder.next()
    decoder.enter('session')
    const texts = frames.map((frame) => {
      assert.ok(frame.length <= 5 + 4 + 32 * 1024)
      decoder.push(frame)
      const part = decoder.next()
      assert.is(part?.kind, 'part')
      return part?.kind === 'part' ? part.text : ''
    })
    // The cuts in the valid UTF-8 have left every character whole.
    assert.ok(texts.slice(0, 2).every((piece) => piece.isWellFormed()))
    assert.ok(Buffer.from(encodeUtf8(texts.join(''))).equals(bytes))
  }
})

test('an empty answer has no part', () => {
  assert.equal([...answerParts(7, '')], [])
})

test('candidates that do not fit into a frame are left out, and it is said', () => {
  const description = 'd'.repeat(10_000)
  const candidates = Array.from({ length: 150 }, (_, index) => ({ word: `w${index}`, description }))
  const all = { kind: 'completions', id: 1, replaces: 0, more: false, candidates } as const
  const some = fittingCompletions(all)
  assert.ok(some.more)
  assert.is(some.candidates.length, 104)
  assert.ok(encodeIfFits(some))
  assert.is(encodeIfFits({ ...all, candidates: candidates.slice(0, 105) }), undefined)
  const few = { ...all, candidates: candidates.slice(0, 3) }
  assert.is(fittingCompletions(few), few)
})

const WELCOME: Frame = {
  kind: 'welcome',
  version: 1,
  program: 'eccmgr',
  release: '1',
  endpoint: '',
  banner: [],
  wants: { kind: 'nothing', user: '' },
}

test.run()
