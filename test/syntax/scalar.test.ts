import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { decodeString, encodeString, needsQuotes, OptionView } from '../../src/syntax/index.js'

const test = suite('scalars')

test('only a quote and a backslash are escaped, other backslashes stay', () => {
  assert.is(decodeString('"a\\"b\\\\c\\d"'), 'a"b\\c\\d')
  assert.is(encodeString('^\\d+"x"\\'), '"^\\d+\\"x\\"\\\\"')
})

test('what is encoded decodes to the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', '"', 'a', '\n', ' ') }), (value) => {
      assert.is(decodeString(encodeString(value)), value)
    }),
    { numRuns: 3000 },
  )
})

test('a word that needs no quotes is read as one value', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 12 }), (value) => {
      if (needsQuotes(value)) return
      const document = parse(`x = ${value}`)
      assert.equal(document.diagnostics, [])
      const [option, ...others] = document.root.items
      assert.is(others.length, 0)
      assert.ok(option instanceof OptionView)
      assert.is(option.value?.type === 'scalar' && option.value.value, value)
    }),
    { numRuns: 5000 },
  )
})

test('a value in quotes is read back, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (value) => {
      if (/[\0»]/.test(value) || value.includes('”')) return
      const [option] = parse(`x = ${encodeString(value)}`).root.items
      assert.ok(option instanceof OptionView)
      assert.is(option.value?.type === 'scalar' && option.value.value, value)
    }),
    { numRuns: 5000 },
  )
})

test.run()
