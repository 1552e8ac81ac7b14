import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { regExp } from '../../../src/lint/site/patterns.js'

const test = suite("patterns of a site's schemas")

const PATTERNS = [
  '^[a-z0-9-]+(\\.[a-z0-9-]+)*$',
  'a$',
  'a[$]',
  'a\\$',
  '^(?:a|b)+?c{2,3}$',
  '\\bmx\\d+\\b',
  '^(?!no)',
  '^(?<name>a)\\k<name>$',
  '^\\p{L}+$',
  '^.{2}$',
  'ä',
  '^[^a]$',
]

const TEXTS = [
  '',
  'a',
  'a\n',
  'a$',
  'aa',
  'ab',
  'abcc',
  'mx1.example',
  'no',
  'example.com',
  'ä',
  'äö',
  '😀',
]

test('they match what JavaScript says', () => {
  for (const pattern of PATTERNS) {
    for (const text of TEXTS) {
      const said = regExp(pattern, 'u').test(text)
      assert.is(said, new RegExp(pattern, 'u').test(text), `${pattern} on ${JSON.stringify(text)}`)
    }
  }
})

test('none hangs, whatever it is and whatever it is asked about', () => {
  for (const pattern of ['^((a+)+)+$', '^(a|a)*$', '^(a+)+\\1$', '^(\\p{L}+)+$', '^(.*a){12}$']) {
    for (const more of ['b', 'ö']) {
      const began = performance.now()
      regExp(pattern, 'u').test('a'.repeat(3000) + more)
      assert.ok(performance.now() - began < 5000, pattern)
    }
  }
})

test('what is no expression is refused', () => {
  assert.throws(() => regExp('(', 'u'), SyntaxError)
})

test.run()
