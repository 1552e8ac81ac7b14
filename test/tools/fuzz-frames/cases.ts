import { Random } from '../../../bench/random.js'
import { encodeFrame, type Frame } from '../../../src/protocol/index.js'

/** What a peer sends, in the chunks in which it comes. */
export interface FrameCase {
  /** Who reads it. */
  readonly reader: 'server' | 'client'
  /** How many frames are read before the session begins. */
  readonly loginFrames: number
  readonly chunks: readonly Uint8Array[]
}

const SPEAKER = { version: 1, program: 'fuzz', release: '1' } as const
const BYTES = Uint8Array.of(0, 1, 127, 128, 195, 255)

const TO_SERVER: readonly Frame[] = [
  { kind: 'login-start', mechanism: 'SCRAM-SHA-256', payload: BYTES },
  { kind: 'login-step', payload: BYTES },
  { kind: 'request', id: 1, xml: false, text: 'config showrecurse' },
  { kind: 'request', id: 0xffffffff, xml: true, text: 'é\udcff€𝄞' },
  { kind: 'complete', id: 2, describe: true, text: 'config set ' },
]

const TO_CLIENT: readonly Frame[] = [
  { kind: 'login-step', payload: BYTES },
  { kind: 'login-end', accepted: true, payload: BYTES, text: 'joe' },
  { kind: 'part', id: 1, text: 'Blackhole = 0\n'.repeat(20) },
  { kind: 'unpaged', id: 1 },
  { kind: 'end', id: 1, status: 'ok', pending: 'transaction', secret: true },
  { kind: 'notice', text: 'Rolled back.' },
  { kind: 'closing', reason: 'idle', text: 'Idle for 60 seconds.' },
  {
    kind: 'completions',
    id: 3,
    replaces: 2,
    more: false,
    candidates: [
      { word: 'get', description: 'Shows an option' },
      { word: 'set', description: '', value: '1', where: 'a.conf:1:2' },
    ],
  },
]

const FIRST: { readonly [reader in FrameCase['reader']]: Frame } = {
  server: { kind: 'hello', ...SPEAKER },
  client: {
    kind: 'welcome',
    ...SPEAKER,
    endpoint: '/tmp/2025',
    banner: ['#', '# eccmgr'],
    wants: { kind: 'login', mechanisms: ['SCRAM-SHA-256', 'LOGIN'] },
  },
}

/** The case of a number: always the same for the same seed. */
export function makeFrameCase(seed: number, number: number): FrameCase {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const reader = random.integer(0, 1) === 0 ? 'server' : 'client'
  const pool = reader === 'server' ? TO_SERVER : TO_CLIENT
  const frames = random.integer(0, 9) === 0 ? [] : [FIRST[reader]]
  for (let left = random.integer(0, 6); left > 0; left--) {
    frames.push(pool[random.integer(0, pool.length - 1)] as Frame)
  }
  const bytes = Buffer.concat(frames.map(encodeFrame))
  return { reader, loginFrames: random.integer(1, 4), chunks: cut(random, spoil(random, bytes)) }
}

/** Changes bytes, lengths and kinds, leaves some out, puts some in; sometimes nothing. */
function spoil(random: Random, bytes: Buffer): Buffer {
  if (random.integer(0, 19) === 0) {
    return Buffer.from(Array.from({ length: random.integer(0, 80) }, () => random.integer(0, 255)))
  }
  let spoiled = Buffer.from(bytes)
  for (let left = random.integer(0, 4); left > 0 && spoiled.length > 0; left--) {
    const at = random.integer(0, spoiled.length - 1)
    switch (random.integer(0, 4)) {
      case 0:
        spoiled[at] = random.integer(0, 255)
        break
      case 1:
        spoiled[at] = (spoiled[at] as number) ^ (1 << random.integer(0, 7))
        break
      case 2:
        spoiled = Buffer.concat([
          spoiled.subarray(0, at),
          spoiled.subarray(at + random.integer(1, 9)),
        ])
        break
      case 3:
        spoiled = Buffer.concat([
          spoiled.subarray(0, at),
          Buffer.alloc(random.integer(1, 9), random.integer(0, 255)),
          spoiled.subarray(at),
        ])
        break
      default:
        spoiled = spoiled.subarray(0, at)
    }
  }
  return spoiled
}

function cut(random: Random, bytes: Buffer): Uint8Array[] {
  const widest = [1, 3, 16, 1000][random.integer(0, 3)] as number
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = random.integer(1, widest)
    chunks.push(bytes.subarray(at, at + length))
    at += length
  }
  return chunks
}
