import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { canonicalJson } from '../../../src/edit/index.js'

const test = suite('canonical JSON')

test('keys sorted by UTF-16 units, no blanks, nothing that is undefined', () => {
  const value = {
    b: [1, { z: null, y: undefined }],
    a: 'é\n"\u2028',
    '\ufb33': 1e21,
    '\u{1f600}': -0,
  }
  assert.is(
    canonicalJson(value),
    '{"a":"é\\n\\"\u2028","b":[1,{"z":null}],"\u{1f600}":0,"\ufb33":1e+21}',
  )
  assert.is(canonicalJson('\udce9'), '"\\udce9"')
  assert.is(canonicalJson(JSON.parse('{"__proto__":{"b":1,"a":2}}')), '{"__proto__":{"a":2,"b":1}}')
})

test('it says what the value says, and is the same for the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      const again: unknown = JSON.parse(text)
      assert.equal(again, JSON.parse(JSON.stringify(value)))
      assert.is(canonicalJson(again), text)
      assert.is(canonicalJson(reversed(again)), text)
    }),
  )
})

/** The same value with its keys in the other order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  )
}

test.run()
