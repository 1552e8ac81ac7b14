import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  compilePattern,
  Matcher,
  matcherOf,
  Unmatchable,
} from '../../../src/config/pattern/pattern.js'
import { PcreMistake } from '../../../src/schema/values/pcre/mistake.js'
import { countSteps } from '../../tools/steps.js'

const test = suite('patterns')

/** Whether an expression, which must be one that is matched, is found in a text. */
function found(pattern: string, text: string): boolean {
  const matches = matcherOf(pattern)?.test(text)
  assert.type(matches, 'boolean', `${pattern} is matched`)
  return matches as boolean
}

test('a search is not anchored', () => {
  assert.is(found('config', 'the config x'), true)
  assert.is(found('^yahoo\\.', 'xyahoo.com'), false)
})

test('the pattern of the vendor page', () => {
  const pattern = '(?:^|[.])example[.](?:com|co[.]uk)$'
  assert.is(found(pattern, 'mail.example.co.uk'), true)
  assert.is(found(pattern, 'badexample.com'), false)
})

test('named groups and references to them', () => {
  assert.is(found('(?P<c>\\w)(?P=c)', 'abba'), true)
  assert.is(found("(?'c'\\w)\\k<c>", 'abba'), true)
  assert.is(found('(?<c>\\w)\\k<c>', 'abba'), true)
})

test('options at the head', () => {
  assert.is(found('(?i)YAHOO', 'yahoo.com'), true)
  assert.is(found('(?i)(?s)A.B', 'a\nb'), true)
  assert.is(found('(?im)^B', 'a\nb'), true)
})

test('possessive quantifiers and atomic groups', () => {
  assert.is(found('a++b', 'aaab'), true)
  assert.is(found('(?:ab)*+c', 'ababc'), true)
  assert.is(found('x{2}+y', 'xxy'), true)
  assert.is(found('(?>a+)b', 'aab'), true)
  assert.is(found('\\++', '++'), true, 'an escaped plus is no quantifier')
})

test('anchors', () => {
  assert.is(found('(?m)\\Ab', 'a\nb'), false)
  assert.is(found('a\\Z', 'a\n'), true)
  assert.is(found('a\\z', 'a\n'), false)
})

test('classes', () => {
  assert.is(found('[[:alpha:]]+', '12ab3'), true)
  assert.is(found('[^[:space:]]+', ' x1 '), true)
  assert.is(found('[]a]+', 'x]a]'), true)
  assert.is(found('[^]a]+', ']xy]'), true)
  assert.is(found('[[.]', 'a['), true)
  assert.is(found('[\\h]', 'a\tb'), true)
})

test('quoted text, codes and comments', () => {
  assert.is(found('\\Qa.b*\\E+', 'a.b**'), true)
  assert.is(found('\\x{41}\\x42', 'xAB'), true)
  assert.is(found('a(?#nothing)b', 'ab'), true)
  assert.is(found('a\\hb', 'a b'), true)
})

test('what the option i means in the middle, in classes and in references', () => {
  assert.is(found('a(?i)b', 'aB'), true)
  assert.is(found('a(?i)b', 'AB'), false)
  assert.is(found('(?:a(?i)b|c)d', 'Cd'), true, 'up to the end of the group')
  assert.is(found('(?:a(?i)b|c)d', 'cD'), false)
  assert.is(found('(?i)[^a]', 'A'), false)
  assert.is(found('(?i)^[[:^upper:]]', 'a'), false)
  assert.is(found('(a)(?i)\\1', 'aA'), true)
  assert.is(found('(?i)(a)(?-i)\\1', 'Aa'), false)
})

test('where lines and texts begin and end', () => {
  assert.is(found('a$', 'a\n'), true)
  assert.is(found('a$', 'a\n\n'), false)
  assert.is(found('(?m)a$', 'a\n\n'), true)
  assert.is(found('a\\Z', 'a\n'), true)
  assert.is(found('(?m)^$', 'a\n'), false, 'no line begins behind the last line feed')
  assert.is(found('(?m)^b', 'a\nb'), true)
  assert.is(found('^b', 'a\nb'), false)
  assert.is(found('\\Gb', 'ab'), false)
  assert.is(found('a\\Kb', 'ab'), true)
  assert.is(found('a.b', 'a\nb'), false)
  assert.is(found('a.b', 'a\rb'), true, 'a CR ends no line')
  assert.is(found('(?s)a.b', 'a\nb'), true)
  assert.is(found('a\\Nb', 'a\nb'), false)
  assert.is(found('\\bcom\\b', 'x.com'), true)
  assert.is(found('\\Bcom', 'x.com'), false)
})

test('what is kept is not given back', () => {
  assert.is(found('a++ab', 'aaab'), false)
  assert.is(found('(?>a+)ab', 'aaab'), false)
  assert.is(found('^(?>a{1,2})ab', 'aaab'), true, 'up to the limit')
  assert.is(found('^(?>a{1,3})ab', 'aaab'), false)
  assert.is(found('^(?>a+?)ab', 'aab'), true, 'a lazy one takes one')
  assert.is(found('^(?U)(?>a+)ab', 'aab'), true)
  assert.is(found('^(?U)(?>a+?)ab', 'aab'), false)
  assert.is(found('(?>xa+)ab', 'xaab'), false)
  assert.is(found('(?>foo|bar)s', 'bars'), true)
  assert.is(found('a?+a', 'a'), false)
  assert.is(found('^\\R\\n', '\r\n'), false, 'CR and LF stay together')
  assert.is(found('^\\R$', '\r\n'), true)
})

test('what stands around', () => {
  assert.is(found('^(?!mail\\.).*\\.example$', 'mail.example'), false)
  assert.is(found('^(?!mail\\.).*\\.example$', 'www.example'), true)
  assert.is(found('(?<=\\.)co(?=\\.uk$)', 'example.co.uk'), true)
  assert.is(found('(?<=\\.)co(?=\\.uk$)', 'example.co.uk.x'), false)
  assert.is(found('(?<!a)b', 'ab'), false)
  assert.is(found('(?=.*\\d)(?=.*[a-z])^\\w+$', 'abc1'), true)
  assert.is(found('(?=.*\\d)(?=.*[a-z])^\\w+$', 'abc'), false)
  assert.is(found('(?=a(?!b(?=c)))', 'abc'), false)
  assert.is(found('(?=a(?!b(?=c)))', 'abd'), true)
  assert.is(found('(*pla:a)a', 'a'), true)
  assert.is(found('(*nla:a)a', 'a'), false)
})

test('texts are bytes, as PCRE takes them without UTF mode', () => {
  assert.is(found('^é$', 'é'), true)
  assert.is(found('^.$', 'é'), false)
  assert.is(found('^..$', 'é'), true)
  assert.is(found('^[é]{2}$', 'é'), true)
  assert.is(found('^\\xc3\\xa9$', 'é'), true)
  assert.is(found('(?i)É', 'é'), false)
  assert.is(found('(?i)k', '\u212a'), false, 'the sign for kelvins is no k')
  assert.is(found('^\\xff$', '\udcff'), true, 'a byte that is no UTF-8')
  assert.is(found('\\w', 'é'), false)
  assert.is(found('\\h', '\udca0'), true)
})

test('an expression that PCRE does not compile', () => {
  for (const pattern of ['(', '[a', '*a', 'a\\', 'a'.repeat(65536), '(?P>x)', '[[:a\n:]]']) {
    assert.instance(compilePattern(pattern), PcreMistake, pattern)
    assert.is(matcherOf(pattern), undefined)
  }
})

test('an expression that is not matched, and why', () => {
  for (const [pattern, why, part = pattern] of [
    ['(?R)?', 'a recursion', '(?R)'],
    ['(a)(?1)', 'a recursion', '(?1)'],
    ['x\\p{L}', 'a property of characters', '\\p{L}'],
    ['[\\p{L}]', 'a property of characters'],
    ['(a+)\\1', 'a reference to what group 1 has matched', '\\1'],
    ['(?<n>a)?\\k<n>', 'a reference to what group "n" has matched', '\\k<n>'],
    ['(?:(a)|b)\\1', 'a reference to what group 1 has matched', '\\1'],
    ['\\X', 'a grapheme'],
    ['(a)?(?(1)b|c)', 'a condition', '(?(1)b|c)'],
    ['a(*SKIP)b', 'a verb', '(*SKIP)'],
    ['(*UTF8)a', 'the setting (*UTF8)'],
    ['(*CRLF)a', 'the setting (*CRLF)'],
    ['(?>a|ab)c', 'a part that keeps what it has taken', '(?>a|ab)'],
    ['(?:a|bc)++d', 'a part that keeps what it has taken', '(?:a|bc)++'],
    ['\\x{20AC}', 'a character that is no byte'],
    ['(?:a{1000}){1000}', 'more than 10,000 parts when counts are written out'],
    ['(?!a)'.repeat(31), 'more than 30 look arounds'],
  ] as const) {
    const compiled = compilePattern(pattern)
    assert.instance(compiled, Unmatchable, pattern)
    const { message, start, end } = compiled as Unmatchable
    assert.is(message, why, pattern)
    assert.is(pattern.slice(start, end), part, pattern)
  }
})

/** Compiles and matches; how many steps that takes. */
function stepsOf(pattern: string, text: string): Promise<number> {
  const work = () => {
    const compiled = compilePattern(pattern)
    if (compiled instanceof Matcher) compiled.test(text)
  }
  // The reader asks at each character which part of an expression begins there.
  return countSteps(work, { stickyFails: 1 })
}

test('the time goes with the length of the text', async () => {
  for (const pattern of [
    '^((a+)+)$',
    '(a|a)*b',
    '(.*)*x',
    '^(?:[a-z0-9]+[-.]?)+[.]example$',
    'a*a*a*a*b',
    'a+b',
    '(.*)x(.*)y',
    '(?=(a+)+b)a',
    '(?<!b)a++b',
    '(?:a?){200}a{200}b',
    '(a|b)*a(a|b){100}c',
  ]) {
    const short = await stepsOf(pattern, 'a'.repeat(2000))
    const long = await stepsOf(pattern, 'a'.repeat(20_000))
    assert.ok(long < 12 * short, `${pattern}: ${short} steps, then ${long}`)
  }
})

test('the time goes with the length of the expression', async () => {
  for (const [piece, before = '', after = ''] of [
    ['a'],
    ['a|'],
    ['(a)'],
    ['a*'],
    ['[a-f]?'],
    ['a++'],
    ['(?:a|b)', '(?:', ')*'],
    ['(a)\\1'],
    ['\\Qa\\E'],
    ['(?#a)a'],
    ['é'],
    ['^|$|'],
    ['a{9}'],
  ] as const) {
    const sized = (count: number) => stepsOf(before + piece.repeat(count) + after, 'ab')
    const short = await sized(400)
    const long = await sized(4000)
    assert.ok(long < 15 * short, `${piece}: ${short} steps, then ${long}`)
  }
})

test('hostile sizes end', () => {
  const size = 65_000
  for (const pattern of [
    '(a{0,1000}){0,1000}',
    `${'(?:'.repeat(240)}a${'){9}'.repeat(240)}`,
    `${'('.repeat(240)}a${')*'.repeat(240)}`,
    '(((){60000}){60000}){60000}',
    '(\\w)\\1(\\w)\\2(\\w)\\3',
    `(\\w)${'\\1'.repeat(10_000)}`,
    '[[:'.repeat(size / 3),
    '('.repeat(size),
    'a|'.repeat(size / 2),
    '(a)'.repeat(10_000),
    `${'(?=a)'.repeat(10_000)}`,
    `(?<=${'(a|b)'.repeat(10_000)})`,
    '[a-z]{0,99}'.repeat(100),
  ]) {
    const compiled = compilePattern(pattern)
    if (compiled instanceof Matcher) compiled.test('a'.repeat(compiled.longest / 100))
  }
})

test('expressions that let go of their memory match as before', () => {
  const before = matcherOf('^(?=a)(?:[ab]{2})+$') as Matcher
  assert.is(before.test('abab'), true)
  // Together they come to more than what all may hold.
  const many = Array.from({ length: 150 }, (_, count) => matcherOf(`x${count}a{9000}`) as Matcher)
  assert.is(before.test('abab'), true)
  assert.is(before.test('aba'), false)
  assert.is(many[0]?.test(`x0${'a'.repeat(900)}`), false)
  before.letGo()
  assert.is(before.test('abab'), true)
})

test('a reference to a group with a character that is no byte', () => {
  assert.instance(compilePattern('(\\x{10041})\\1'), Unmatchable)
})

test('a text that does not repeat is matched without remembering, with the same answer', () => {
  // Which of the last hundred characters were an a is another state each time.
  let random = 1
  const text = Array.from({ length: 20_000 }, () => {
    random = (random * 1103515245 + 12345) % 2147483648
    return random & 0x10000 ? 'a' : 'b'
  }).join('')
  assert.is(found('(a|b)*a(a|b){100}c', text), false)
  assert.is(found('(a|b)*a(a|b){100}c', `${text}a${text.slice(0, 100)}c`), true)
})

test('a text that is too long for an expression is not matched, and that is said', () => {
  const matcher = matcherOf('(?:a?){500}b') as Matcher
  assert.is(matcher.test('a'.repeat(matcher.longest)), false)
  assert.is(matcher.test('a'.repeat(matcher.longest + 1)), undefined)
})

test.run()
