import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { type CorpusFile, corpusFiles } from '../tools/corpus.js'
import { checkText } from '../tools/invariants.js'
import { PIECES } from '../tools/pieces.js'

const test = suite('nothing is lost')

const corpus = corpusFiles('.')

for (const file of corpus) {
  test(`${file.name} is printed as it was read`, () => {
    const document = checkText(file.bytes)
    assert.equal(Buffer.from(document.source.bytes), Buffer.from(file.bytes))
  })
}

test('any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      checkText(bytes)
    }),
    { numRuns: 2000 },
  )
})

test('any sequence of pieces of the language', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
      checkText(pieces.join(''))
    }),
    { numRuns: 5000 },
  )
})

test('any mutation of the corpus', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(8),
    add: fc.constantFrom('', ...PIECES),
  })
  fc.assert(
    fc.property(fc.nat(corpus.length - 1), fc.array(edit, { maxLength: 4 }), (file, edits) => {
      let bytes = Buffer.from((corpus[file] as CorpusFile).bytes.subarray(0, 4000))
      for (const { at, drop, add } of edits) {
        const place = Math.floor(at * bytes.length)
        bytes = Buffer.concat([
          bytes.subarray(0, place),
          Buffer.from(add),
          bytes.subarray(place + drop),
        ])
      }
      checkText(bytes)
    }),
    { numRuns: 3000 },
  )
})

test('positions stay right behind invalid bytes, NUL and wide characters', () => {
  const bytes = Buffer.from([
    0x61, 0x3d, 0xff, 0x00, 0x0a, 0xf0, 0x9f, 0x98, 0x80, 0x09, 0xc3, 0xa9, 0x78,
  ])
  const { source } = parse(bytes)
  const x = source.text.indexOf('x')
  assert.equal(source.position(x), { line: 2, column: 4 })
  assert.is(source.byteOffset(x), bytes.length - 1)
})

test.run()
