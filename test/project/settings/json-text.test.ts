import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  JsonTextError,
  pointerPart,
  readJsonText,
} from '../../../src/project/settings/json-text.js'

const test = suite('JSON with places')

test('reads what JSON.parse reads (property)', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const value = JSON.parse(text)
      assert.equal(readJsonText(JSON.stringify(value, null, indent)).value, value)
    }),
  )
})

test('refuses what JSON.parse refuses (property)', () => {
  const signs = fc.constantFrom(...'{}[],:"\\ \n\t-+.0123456789eEtruefalsn/*#\uFEFF')
  fc.assert(
    fc.property(fc.array(signs), (text) => {
      // A byte order mark at the front is passed over, which JSON.parse does not.
      assert.is(isRead(text.join('')), isParsed(text.join('').replace(/^\uFEFF/, '')))
    }),
    { numRuns: 2000 },
  )
})

/** A key that stands twice is the one thing that is JSON and not read. */
function isRead(text: string): boolean {
  try {
    readJsonText(text)
    return true
  } catch (error) {
    assert.instance(error, JsonTextError)
    return /twice|too deep/.test((error as Error).message)
  }
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('where keys and values stand', () => {
  const text = '\uFEFF{ "a/b~": [ 1, { "c": true } ],\n "d": null }'
  const { value, keyAt, valueAt } = readJsonText(text)
  assert.equal(value, { 'a/b~': [1, { c: true }], d: null })
  const pointer = `/${pointerPart('a/b~')}`
  assert.is(pointer, '/a~1b~0')
  assert.is(keyAt(pointer), text.indexOf('"a/b~"'))
  assert.is(valueAt(pointer), text.indexOf('['))
  assert.is(valueAt(`${pointer}/1/c`), text.indexOf('true'))
  assert.is(keyAt('/d'), text.indexOf('"d"'))
  assert.is(keyAt(''), 1)
})

test('a key named __proto__ is a key', () => {
  const { value } = readJsonText('{ "__proto__": 1 }')
  assert.equal(Object.keys(value as object), ['__proto__'])
})

test('what is wrong, and where', () => {
  const cases: readonly (readonly [text: string, at: number, message: string])[] = [
    ['', 0, 'a value is missing'],
    ['{"a": }', 6, 'a value is missing here, such as a text in double quotes'],
    ["{'a': 1}", 1, 'a name in double quotes is missing'],
    ['{"a" 1}', 5, '":" is missing'],
    ['{"a": 1 "b": 2}', 8, '"," or "}" is missing'],
    ['{"a": 1,}', 7, 'there is a comma too many'],
    ['[1,]', 2, 'there is a comma too many'],
    ['[1 2]', 3, '"," or "]" is missing'],
    ['["a]', 1, 'this text in double quotes does not end, or not well'],
    ['{"a": 1, "a": 2}', 9, '"a" stands here twice'],
    ['1 2', 2, 'there is more behind the end'],
    ['{ // no\n}', 2, 'JSON has no comments'],
    ['['.repeat(102), 101, 'this is nested too deep'],
  ]
  for (const [text, at, message] of cases) {
    try {
      readJsonText(text)
      assert.unreachable(text)
    } catch (error) {
      assert.instance(error, JsonTextError)
      const { at: found, message: said } = error as JsonTextError
      assert.equal([found, said], [at, message], text)
    }
  }
})

test('texts of any length, and more values than their places can be kept', () => {
  const long = 'x'.repeat(9_000_000)
  const escapes = '\\u0041'.repeat(1_500_000)
  assert.is((readJsonText(`["${long}"]`).value as string[])[0], long)
  assert.is((readJsonText(`"${escapes}"`).value as string).length, 1_500_000)
  const { value, valueAt } = readJsonText(`[${'1,'.repeat(1_100_000)}{"a": 2}]`)
  assert.is((value as unknown[]).length, 1_100_001)
  assert.equal([valueAt('/1'), valueAt('/1100000/a')], [3, 0])
})

test.run()
