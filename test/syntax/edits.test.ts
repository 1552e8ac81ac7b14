import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { applyEdits, invertEdits, sortEdits } from '../../src/syntax/index.js'

const test = suite('text edits')

test('replaces, inserts and deletes', () => {
  const edits = [
    { start: 0, end: 1, text: 'A' },
    { start: 2, end: 2, text: 'x' },
    { start: 2, end: 2, text: 'y' },
    { start: 3, end: 5, text: '' },
  ]
  assert.is(applyEdits('abcdef', edits), 'Abxycf')
})

test('refuses edits that overlap, are out of order or outside', () => {
  const refuse = (...edits: { start: number; end: number; text: string }[]) =>
    assert.throws(
      () => applyEdits('abc', edits),
      (error: unknown) => error instanceof RangeError,
    )
  refuse({ start: 0, end: 2, text: '' }, { start: 1, end: 3, text: '' })
  refuse({ start: 2, end: 2, text: 'x' }, { start: 0, end: 0, text: 'y' })
  refuse({ start: 2, end: 4, text: '' })
  refuse({ start: 2, end: 1, text: '' })
})

const text = fc.string({ maxLength: 40 })

test('inverse edits give the first text back, and other bytes stay', () => {
  const edit = fc.tuple(fc.nat(40), fc.nat(5), fc.string({ maxLength: 4 }))
  fc.assert(
    fc.property(text, fc.array(edit, { maxLength: 5 }), (before, wanted) => {
      let free = 0
      const edits = sortEdits(
        wanted.map(([start, length, text]) => ({
          start: Math.min(start, before.length),
          end: Math.min(start + length, before.length),
          text,
        })),
      ).filter(({ start, end }) => {
        if (start < free) return false
        free = end
        return true
      })
      const after = applyEdits(before, edits)
      assert.is(applyEdits(after, invertEdits(before, edits)), before)
    }),
    { numRuns: 2000 },
  )
})

test.run()
