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

const SLOW = [
  ...['^((a+)+)+$', '^(a|a)*$', '^(a+)+\\1$', '^(\\p{L}+)+$', '^(.*a){12}$'],
  ...[
    '^(\\p{L}*a){12}$',
    `^\\p{L}*${'a*'.repeat(12)}$`,
    `^${'\\p{L}?'.repeat(40)}${'a'.repeat(40)}$`,
  ],
]

test('none hangs, whatever it is and whatever it is asked about', () => {
  for (const pattern of SLOW) {
    for (const text of [...[16, 40, 900, 3000].map((length) => 'a'.repeat(length))]) {
      for (const more of ['1', 'ö1']) {
        const began = performance.now()
        regExp(pattern, 'u').test(text + more)
        assert.ok(performance.now() - began < 5000, `${pattern} on ${text.length} characters`)
      }
    }
  }
})

test('what is no expression is refused', () => {
  assert.throws(() => regExp('(', 'u'), SyntaxError)
})

test.run()
