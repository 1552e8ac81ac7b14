import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseValue } from '../../../src/config/index.js'
import { sameValue } from '../../../src/edit/diff/same-value.js'
import { registry } from '../../../src/schema/index.js'
import type { OptionType } from '../../../src/schema/types.js'
import type { ValueView } from '../../../src/syntax/index.js'

const test = suite('values that mean the same')

const value = (text: string) => parseValue(text) as ValueView
const option = (...path: string[]): OptionType => {
  const name = path.pop() ?? ''
  let scope = registry().global
  for (const step of path) scope = scope.scopes.get(step) ?? scope
  const type = scope.options.get(name)
  if (type === undefined) throw new Error(`there is no option ${name}`)
  return type
}

const same = (type: OptionType | undefined, a: string, b: string) =>
  sameValue(type, value(a), value(b))

test('quotes do not count, whatever the option is', () => {
  assert.ok(same(undefined, '"10"', '10'))
  assert.ok(same(undefined, '"a"', 'a'))
  assert.not.ok(same(undefined, '"a "', 'a'))
  assert.ok(same(undefined, '"a\\\\"', '"a\\"'.replace('\\"', '\\\\"')))
})

test('the words of a boolean, where the option is known to be one', () => {
  const type = option('suspend_delivery')
  assert.ok(same(type, 'enabled', 'true'))
  assert.ok(same(type, '"ON"', '1'))
  assert.not.ok(same(type, 'on', 'off'))
  assert.not.ok(same(undefined, 'enabled', 'true'))
})

test('the base of an integer; the mode of a file keeps its text', () => {
  assert.ok(same(option('message_expiration'), '0x10', '16'))
  assert.not.ok(same(option('logs', 'file_mode'), '0640', '640'))
  assert.ok(same(option('logs', 'file_mode'), '"0640"', '0640'))
})

test('arrays: blanks, commas and comments do not count, the order does', () => {
  const type = option('routes')
  assert.ok(same(type, '( "a" b )', '( a, # one\n b )'))
  assert.not.ok(same(type, '( a b )', '( b a )'))
  assert.ok(same(type, 'a', '( "a" )'))
  assert.not.ok(same(undefined, 'a', '( a )'))
})

test('dictionaries: the order of keys does not count, the last of two does', () => {
  assert.ok(same(undefined, '[ a = 1 b = 2 ]', '[ b = "2", a = 1 ]'))
  assert.ok(same(undefined, '[ a = 1 a = 2 ]', '[ a = 2 ]'))
  assert.not.ok(same(undefined, '[ a = 1 ]', '[ a = 1 b = 2 ]'))
  assert.not.ok(same(undefined, '[ a = 1 ]', 'a'))
  assert.not.ok(same(undefined, '[ a = 1 ]', '( a ( 1 ) )'))
  assert.not.ok(same(undefined, '[ ]', '( )'))
})

test.run()
