import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compileGrammar } from '../../grammar/compile.js'
import { table } from '../../grammar/table.generated.js'
import { agree } from '../tools/agreement.js'
import { corpusFiles } from '../tools/corpus.js'
import { depth } from '../tools/depth.js'

const test = suite('the oracle: the plain Chevrotain parser of the same grammar')

test('the table is the one that the grammar compiles to', () => {
  assert.equal(JSON.parse(JSON.stringify(compileGrammar())), table)
})

for (const file of corpusFiles('valid')) {
  test(`${file.name}: accepted by both, with one tree`, () => {
    assert.is.not(agree(Buffer.from(file.bytes).toString('utf8')), 'refused')
  })
}

test('token sequences', () => {
  const piece = fc.constantFrom('a', '"s"', '=', '{', '}', '(', ')', '[', ']', ',', 'include', '\n')
  const seen = { accepted: 0, refused: 0, 'left to the lexer': 0 }
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      seen[agree(pieces.join(' '))]++
    }),
    { numRuns: depth(3000, 12_000) },
  )
  assert.ok(seen.accepted > depth(125, 500) && seen.refused > depth(125, 500), JSON.stringify(seen))
})

test('mutations of the corpus', () => {
  const files = corpusFiles('.').map(({ bytes }) => Buffer.from(bytes.subarray(0, 1500)).toString())
  const piece = fc.constantFrom(
    '',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '=',
    '"s"',
    ',',
    ' a ',
    '\n',
    ' b = c ',
  )
  const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5), piece)
  const seen = { accepted: 0, refused: 0, 'left to the lexer': 0 }
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.array(edit, { maxLength: 3 }), (file, edits) => {
      let text = file
      for (const [at, drop, add] of edits) {
        const place = Math.floor(at * text.length)
        text = text.slice(0, place) + add + text.slice(place + drop)
      }
      seen[agree(text)]++
    }),
    { numRuns: depth(3000, 12_000) },
  )
  assert.ok(
    seen.accepted > depth(250, 1000) && seen.refused > depth(250, 1000),
    JSON.stringify(seen),
  )
})

test.run()
