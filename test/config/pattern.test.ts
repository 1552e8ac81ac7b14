import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { compilePattern } from '../../src/config/pattern.js'

const test = suite('patterns')

function found(pattern: string, text: string): string | undefined {
  return compilePattern(pattern)?.exec(text)?.[0]
}

test('a search is not anchored', () => {
  assert.is(found('config', 'the config x'), 'config')
  assert.is(found('^yahoo\\.', 'xyahoo.com'), undefined)
})

test('the pattern of the vendor page', () => {
  const pattern = '(?:^|[.])example[.](?:com|co[.]uk)$'
  assert.is(found(pattern, 'mail.example.co.uk'), '.example.co.uk')
  assert.is(found(pattern, 'badexample.com'), undefined)
})

test('named groups and references to them', () => {
  assert.is(found('(?P<c>\\w)(?P=c)', 'abba'), 'bb')
  assert.is(found("(?'c'\\w)\\k<c>", 'abba'), 'bb')
  assert.is(found('(?<c>\\w)\\k<c>', 'abba'), 'bb')
})

test('options at the head', () => {
  assert.is(found('(?i)YAHOO', 'yahoo.com'), 'yahoo')
  assert.is(found('(?i)(?s)A.B', 'a\nb'), 'a\nb')
  assert.is(found('(?im)^B', 'a\nb'), 'b')
})

test('possessive quantifiers and atomic groups', () => {
  assert.is(found('a++b', 'aaab'), 'aaab')
  assert.is(found('(?:ab)*+c', 'ababc'), 'ababc')
  assert.is(found('x{2}+y', 'xxy'), 'xxy')
  assert.is(found('(?>a+)b', 'aab'), 'aab')
  assert.is(found('\\++', '++'), '++', 'an escaped plus is no quantifier')
})

test('anchors', () => {
  assert.is(found('(?m)\\Ab', 'a\nb'), undefined)
  assert.is(found('a\\Z', 'a\n'), 'a')
  assert.is(found('a\\z', 'a\n'), undefined)
})

test('classes', () => {
  assert.is(found('[[:alpha:]]+', '12ab3'), 'ab')
  assert.is(found('[^[:space:]]+', ' x1 '), 'x1')
  assert.is(found('[]a]+', 'x]a]'), ']a]')
  assert.is(found('[^]a]+', ']xy]'), 'xy')
  assert.is(found('[[.]', 'a['), '[')
  assert.is(found('[\\h]', 'a\tb'), '\t')
})

test('quoted text, codes and comments', () => {
  assert.is(found('\\Qa.b*\\E+', 'a.b**'), 'a.b**')
  assert.is(found('\\x{41}\\x42', 'xAB'), 'AB')
  assert.is(found('a(?#nothing)b', 'ab'), 'ab')
  assert.is(found('a\\hb', 'a b'), 'a b')
})

test('what JavaScript can not say does not compile', () => {
  for (const pattern of [
    '(?R)',
    '(?1)',
    'a(?i)b',
    'a\\Kb',
    '\\p{L}',
    '(',
    '[a',
    '*a',
    'a\\',
    '(?P>x)',
  ]) {
    assert.is(compilePattern(pattern), undefined, pattern)
  }
})

test.run()
