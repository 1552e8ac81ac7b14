import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { editsBetween } from '../../../src/edit/index.js'
import { applyEdits, Source } from '../../../src/syntax/index.js'

const test = suite('the edits between two texts')

test('nothing, a word, a line, the whole text', () => {
  assert.equal(editsBetween('a\nb\n', 'a\nb\n'), [])
  assert.equal(editsBetween('a\nb = 300\nc\n', 'a\nb = 400\nc\n'), [
    { start: 6, end: 7, text: '4' },
  ])
  assert.equal(editsBetween('a\nc\n', 'a\nb\nc\n'), [{ start: 2, end: 2, text: 'b\n' }])
  assert.equal(editsBetween('a\nb\nc\n', 'a\nc\n'), [{ start: 2, end: 4, text: '' }])
  assert.equal(editsBetween('', 'a'), [{ start: 0, end: 0, text: 'a' }])
  assert.equal(editsBetween('a', ''), [{ start: 0, end: 1, text: '' }])
})

test('lines far from each other are edits of their own', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `x${index} = 1\n`)
  const before = lines.join('')
  const after = before.replace('x3 = 1', 'x3 = 2').replace('x17 = 1\n', '')
  assert.equal(
    editsBetween(before, after).map(({ text }) => text),
    ['2', ''],
  )
})

test('the two halves of a character stay together', () => {
  assert.equal(editsBetween('x 😀\n', 'x 😁\n'), [{ start: 2, end: 4, text: '😁' }])
  // The same second half: U+1F600 and U+1FA00.
  assert.equal(editsBetween('x \u{1f600}y\n', 'x \u{1fa00}y\n'), [
    { start: 2, end: 4, text: '\u{1fa00}' },
  ])
})

const line = fc.constantFrom(
  'a\n',
  'b = 1\n',
  'b = 2\r\n',
  '\n',
  '}\n',
  'é',
  '😀\n',
  '😁',
  '\udce9\n',
)
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''))

test('applied to the first text they give the second, in order and without overlap', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      assert.is(applyEdits(before, editsBetween(before, after)), after)
    }),
    { numRuns: 500 },
  )
})

test('the bytes are those of the second text, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (a, b) => {
      const [before, after] = [Source.fromBytes(a), Source.fromBytes(b)]
      const edited = new Source(applyEdits(before.text, editsBetween(before.text, after.text)))
      assert.equal([...edited.bytes], [...b])
    }),
    { numRuns: 300 },
  )
})

test('a text of which everything changes is one edit', () => {
  const [before, after] = ['a', 'b'].map((letter) =>
    Array.from({ length: 3000 }, (_, index) => `${letter}${index}\n`).join(''),
  ) as [string, string]
  const edits = editsBetween(before, after)
  assert.is(edits.length, 1)
  assert.is(applyEdits(before, edits), after)
})

test.run()
