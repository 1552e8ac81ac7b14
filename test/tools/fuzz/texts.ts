import { Random } from '../../../bench/random.js'
import { parse } from '../../../grammar/index.js'
import type { TextEdit } from '../../../src/syntax/index.js'
import { DIALECTS } from '../../grammar/dialects/dialects.js'
import { corpusFiles } from '../corpus.js'
import { PIECES } from '../pieces.js'

/** What is tried: a text, edits of one, a text in a dialect, or a piece repeated very often. */
export type Case =
  | { readonly kind: 'text'; readonly how: string; readonly bytes: Uint8Array }
  | { readonly kind: 'edits'; readonly base: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'dialect'; readonly dialect: string; readonly bytes: Uint8Array }
  /** In the conf language when no dialect is said. */
  | { readonly kind: 'repetition'; readonly piece: string; readonly dialect?: string }

/** Of a long file only a beginning is taken: what is found in it is found sooner. */
const CORPUS_BYTES = 4000
/** A character out of 16 is one that means something. */
const MARKS = Buffer.from('{}()[]="#\'/\\*,;: \n\r\t')

/** What cases are made of, in shares of a thousand. */
const STRATEGIES: readonly (readonly [share: number, make: (random: Random) => Case])[] = [
  [80, (random) => text('bytes', anyBytes(random))],
  [80, (random) => text('characters', characters(random))],
  [220, (random) => text('pieces', Buffer.from(pieces(random, PIECES, 40)))],
  [305, (random) => text('mutation', mutated(random, corpus, PIECES))],
  [150, edited],
  [160, inDialect],
  [4, (random) => ({ kind: 'repetition', piece: pieces(random, PIECES, 5) })],
  [1, repeatedInDialect],
]

const dialects = Object.entries(DIALECTS).map(([dialect, { ending, pieces: known }]) => {
  const folders = [`dialects/${dialect}`, `invalid/dialects/${dialect}`]
  return { dialect, known, files: folders.flatMap((folder) => beginnings(folder, ending)) }
})
const corpus = beginnings('.')

function beginnings(folder: string, ending?: string): Buffer[] {
  return corpusFiles(folder, ending).map(({ bytes }) =>
    Buffer.from(bytes.subarray(0, CORPUS_BYTES)),
  )
}

/** The case of this number: always the same for the same seed and corpus. */
export function makeCase(seed: number, index: number): Case {
  const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  let ticket = random.integer(0, 999)
  for (const [share, make] of STRATEGIES) {
    if (ticket < share) return make(random)
    ticket -= share
  }
  throw new Error('the shares do not add up to a thousand')
}

function text(how: string, bytes: Uint8Array): Case {
  return { kind: 'text', how, bytes }
}

function anyBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: random.integer(0, 200) }, () => random.integer(0, 255)))
}

function characters(random: Random): Buffer {
  const one = () =>
    random.chance(0.5) ? (random.pick([...MARKS]) as number) : random.integer(0x61, 0x66)
  return Buffer.from(Array.from({ length: random.integer(0, 120) }, one))
}

function pieces(random: Random, known: readonly string[], most: number): string {
  const count = random.integer(1, most)
  return Array.from({ length: count }, () => random.pick(known)).join('')
}

function inDialect(random: Random): Case {
  const { dialect, known, files } = random.pick(dialects)
  const bytes = random.chance(0.5)
    ? Buffer.from(pieces(random, known, 40))
    : mutated(random, files, known)
  return { kind: 'dialect', dialect, bytes }
}

function repeatedInDialect(random: Random): Case {
  const { dialect, known } = random.pick(dialects)
  return { kind: 'repetition', dialect, piece: pieces(random, known, 5) }
}

function mutated(random: Random, files: readonly Buffer[], known: readonly string[]): Buffer {
  let bytes = random.pick(files)
  for (let times = random.integer(1, 5); times > 0; times--) {
    bytes = mutation(random, bytes, random.pick(files), random.pick(known))
  }
  return bytes
}

/** One change: with a piece of the language, with another file, or of single bytes. */
function mutation(random: Random, bytes: Buffer, other: Buffer, piece: string): Buffer {
  const at = random.integer(0, bytes.length)
  const to = Math.min(bytes.length, at + random.integer(1, random.chance(0.2) ? 200 : 8))
  const between = (inside: Uint8Array, until = to) =>
    Buffer.concat([bytes.subarray(0, at), inside, bytes.subarray(until)])
  switch (random.integer(0, 6)) {
    case 0:
      return between(Buffer.alloc(0))
    case 1:
      return between(Buffer.from(piece), at)
    case 2:
      return between(Buffer.from(piece))
    case 3:
      return between(bytes.subarray(at, to), at)
    case 4:
      return between(Buffer.from([random.integer(0, 255)]), at + 1)
    case 5:
      return bytes.subarray(0, at)
    default:
      return between(other.subarray(random.integer(0, other.length)).subarray(0, 300), at)
  }
}

/** Edits of a file of the corpus, in order. */
function edited(random: Random): Case {
  const base = parse(random.pick(corpus)).source.text
  const edits: TextEdit[] = []
  let from = 0
  for (let left = random.integer(1, 3); left > 0; left--) {
    const start = random.integer(from, base.length)
    const end = Math.min(base.length, start + random.integer(0, 12))
    edits.push({ start, end, text: random.chance(0.7) ? random.pick(PIECES) : '' })
    from = end
  }
  return { kind: 'edits', base, edits }
}
