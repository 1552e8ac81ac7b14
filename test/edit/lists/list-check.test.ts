import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseValue } from '../../../src/config/index.js'
import { isAsAsked, type PartChange } from '../../../src/edit/lists/list-check.js'
import type { ValueView } from '../../../src/syntax/index.js'

const test = suite('the whole list after a change of a part')

const target = { path: [], option: 'X', words: [] }
const value = (text: string) => parseValue(text) as ValueView

const CASES: readonly (readonly [
  asked: PartChange,
  before: string,
  right: string,
  wrong: string,
])[] = [
  [{ ...target, kind: 'remove-element', value: 'a' }, '( "a" b c # d\n )', '( b, c )', '( c )'],
  [{ ...target, kind: 'add-element', value: 'd' }, '( b c )', '( b c "d" )', '( b c d e )'],
  [{ ...target, kind: 'add-element', value: 'd' }, 'b', '( b d )', '( d b )'],
  [{ ...target, kind: 'unset-key', key: 'a' }, '[ a = 1 b = 2 ]', '[ b = "2" ]', '[]'],
  [
    { ...target, kind: 'set-key', key: 'a', value: '3' },
    '[ a = 1 b = 2 a = 1 ]',
    '[ a = 1 b = 2 a = 3 ]',
    '[ a = 1 a = 3 ]',
  ],
  [
    { ...target, kind: 'set-key', key: 'b', value: '3' },
    '[ a = 1 ]',
    '[ a = 1 b = 3 ]',
    '[ b = 3 ]',
  ],
]

for (const [asked, before, right, wrong] of CASES) {
  test(`${asked.kind} of ${before} is ${right} and not ${wrong}`, () => {
    const given = asked.kind === 'unset-key' ? undefined : value(asked.value)
    assert.is(isAsAsked(asked, undefined, value(before), value(right), given), true)
    assert.is(isAsAsked(asked, undefined, value(before), value(wrong), given), false)
  })
}

test.run()
