import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { PieceText } from '../../../src/edit/text/piece-text.js'
import { applyEdits, Source, type TextEdit } from '../../../src/syntax/index.js'

const test = suite('PieceText')

/** Edits of a text of unknown length: fractions of it, in order. */
const fractions = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.string()), {
  maxLength: 6,
})

function editsOf(text: string, wished: readonly (readonly [number, string])[]): TextEdit[] {
  const places = wished
    .map(([fraction]) => Math.floor(fraction * text.length))
    .sort((a, b) => a - b)
  const edits: TextEdit[] = []
  for (let index = 0; index + 1 < places.length; index += 2) {
    const [start, end] = places.slice(index, index + 2) as [number, number]
    edits.push({ start, end, text: wished[index]?.[1] ?? '' })
  }
  return edits
}

test('several rounds of edits come to edits of the first text', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fractions, { maxLength: 5 }), (first, rounds) => {
      const pieces = new PieceText(new Source(first))
      let text = first
      for (const round of rounds) {
        const edits = editsOf(text, round)
        pieces.apply(edits)
        text = applyEdits(text, edits)
        assert.is(pieces.text, text)
      }
      assert.is(applyEdits(first, pieces.edits()), text)
    }),
    { numRuns: 500 },
  )
})

test('what was inserted and taken out again leaves no edit', () => {
  const pieces = new PieceText(new Source('abc'))
  pieces.apply([{ start: 1, end: 1, text: 'xyz' }])
  assert.equal(pieces.edits(), [{ start: 1, end: 1, text: 'xyz' }])
  pieces.apply([{ start: 1, end: 4, text: '' }])
  assert.equal(pieces.edits(), [])
  assert.is(pieces.text, 'abc')
})

test('a change inside of what was inserted', () => {
  const pieces = new PieceText(new Source('abc'))
  pieces.apply([{ start: 3, end: 3, text: '123' }])
  pieces.apply([{ start: 4, end: 5, text: 'two' }])
  assert.equal(pieces.edits(), [{ start: 3, end: 3, text: '1two3' }])
})

test.run()
