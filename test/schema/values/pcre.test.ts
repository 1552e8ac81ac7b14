import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { PcreMistake } from '../../../src/schema/values/pcre/mistake.js'
import { parsePcre } from '../../../src/schema/values/pcre/parser.js'
import { slowPart } from '../../../src/schema/values/pcre/slow.js'
import { countSteps } from '../../tools/steps.js'
import { about } from './formats.js'

const test = suite('format pcre')
const { right, wrong } = about('pcre')

test('what the documents and other programs write', () => {
  right('^config', '.*', '', '^bounces-(?P<campaign>\\w+)@', '(?:^|[.])example[.](?:com|co[.]uk)$')
  right('^config set { }$', 'a = b', 'a{,3}', 'a{x', ']', '}', 'include "x"')
})

test('what PCRE has and JavaScript has not', () => {
  right('a++b*+c?+d{2,}+', '(?>a+)b', '(?i)abc', 'a(?-i:b)', '(?ims-x)a', '(?x) a # (comment\n b*')
  right(
    '(?P<n>a)(?P=n)(?P>n)',
    "(?'n'a)\\k'n'\\k<n>\\k{n}\\g{n}",
    '(a)\\g1\\g{1}\\g{-1}',
    '(?<n>a)(?&n)',
  )
  right(
    '[[:alpha:]_][[:^digit:]]',
    '\\A\\h\\H\\v\\R\\X\\K\\G\\z',
    '\\Q(a\\E*',
    '[\\Q]\\E]',
    '\\pL\\p{^Lu}',
  )
  right('(?R)?', 'a(?R)?z', '(a(?1)?z)', '(?+1)(a)', '(a)(?-1)', '(?|(a)|(b))\\1', '(a)?(?(1)b|c)')
  right('(?<n>a)?(?(<n>)b)', '(?(DEFINE)(?<n>a))(?&n)', '(?(?=a)b|c)', '(?#comment)a', 'a(?#x)*')
  right('(*UTF8)(*UCP)a', 'a(*SKIP)(*FAIL)|b', '(*ACCEPT)', '(*atomic:a+)', '(?C1)a', '(?^i:a)')
  right('[]a]', '[^]a]', '[a-]', '[-a]', '[\\d-z]', '[a\\]b]', '\\x{20AC}\\x41\\o{101}\\cA\\012\\e')
  right('(?<=ab|c)d', '(?<!a{3})b', '^*', '\\b+', '(?J)(?<n>a)(?<n>b)', '\\j')
})

test('parentheses and brackets', () => {
  const open = 'This parenthesis is never closed.'
  wrong('a(b', { part: '(', reason: open })
  wrong('(?:a|b', { part: '(', reason: open })
  wrong('a)', { part: ')', reason: 'This parenthesis closes nothing; one that is meant is \\).' })
  wrong('a[b', { part: '[', reason: 'This bracket is never closed.' })
  wrong('a[]', { part: '[', reason: 'This bracket is never closed.' })
  wrong('a[b\\]', { part: '[', reason: 'This bracket is never closed.' })
  wrong('a(?#b', { part: '(?#', reason: 'This comment is never closed.' })
})

test('quantifiers', () => {
  const reason = 'There is nothing before this quantifier that it could repeat.'
  wrong('*.example.com', { part: '*', reason })
  wrong('a**', { part: '*', reason })
  wrong('a|+b', { part: '+', reason })
  wrong('(?:+a)', { part: '+', reason })
  wrong('a{2}{3}', { part: '{3}', reason })
  wrong('(?i)*', { part: '*', reason })
  wrong('a{3,2}', { part: '{3,2}', reason: 'The numbers of this quantifier are out of order.' })
  wrong('a{70000}', { part: '{70000}', reason: 'A count cannot be higher than 65535.' })
  wrong('a{1,70000}', { part: '{1,70000}', reason: 'A count cannot be higher than 65535.' })
})

test('size', () => {
  right('a'.repeat(65535))
  wrong('a'.repeat(65536), { reason: 'PCRE does not take expressions of this size.' })
})

test('classes', () => {
  wrong('[z-a]', { part: 'z-a', reason: 'This range runs backwards.' })
  wrong('[\\x7a-\\x61]', { part: '\\x7a-\\x61', reason: 'This range runs backwards.' })
  wrong('[:alpha:]+', {
    part: '[:alpha:]',
    reason: 'A class such as [:alpha:] stands in brackets of its own: [[:alpha:]].',
  })
  wrong('[[:letter:]]', {
    part: '[:letter:]',
    reason: 'PCRE knows no class of characters of this name.',
  })
  wrong('[[.a.]]', { part: '[.a.]', reason: 'PCRE does not support collating elements.' })
})

test('escapes', () => {
  wrong('a\\', { part: '\\', reason: 'The backslash at the end has nothing to escape.' })
  wrong('a\\u0041', {
    part: '\\u',
    reason: 'PCRE does not know \\u; a character by its number is \\x{20AC}.',
  })
  wrong('\\p', { part: '\\p', reason: 'A property such as \\p{L} needs a name.' })
  wrong('\\P{', { part: '\\P', reason: 'A property such as \\P{L} needs a name.' })
  wrong('\\k', { part: '\\k', reason: 'A reference such as \\k{name} needs a name or a number.' })
  wrong('\\c', { part: '\\c', reason: 'A control character needs a letter behind "\\c".' })
})

test('groups and what refers to them', () => {
  wrong('(?y)', { part: '(?y', reason: 'PCRE knows no group that begins with "(?y".' })
  wrong('(?<1a>b)', {
    part: '(?<1a>',
    reason: 'The name of a group is letters, digits and _, no digit first.',
  })
  wrong('(?<a>b)(?<a>c)', { part: '(?<a>', reason: 'Another group has this name.' })
  const none = 'There is no such group to refer to.'
  wrong('(a)\\2', { part: '\\2', reason: none })
  wrong('(?P=n)', { part: '(?P=n)', reason: none })
  wrong('(?2)(a)', { part: '(?2)', reason: none })
  wrong('\\g{-1}', { part: '\\g{-1}', reason: none })
  wrong('(?(1)a)', { part: '(1)', reason: none })
  wrong('(a)(?(1)b|c|d)', {
    part: '(?(1)b|c|d)',
    reason: 'A condition has at most two alternatives.',
  })
  wrong('(?(a b)c)', {
    part: '(a b)',
    reason: 'A condition is the number or name of a group, or a look around.',
  })
  wrong('(?<=a+)b', { part: 'a+', reason: 'PCRE looks behind only for what has a fixed length.' })
  wrong('(*example)', {
    part: '(*',
    reason: 'PCRE knows no such verb; an asterisk itself is \\*.',
  })
  wrong('('.repeat(251), { part: '(', reason: 'Groups are nested too deep.' })
})

/** The part of an expression that may be slow. */
function slow(text: string): string | undefined {
  const parsed = parsePcre(text)
  assert.not.instance(parsed, PcreMistake, text)
  const part = parsed instanceof PcreMistake ? undefined : slowPart(parsed.alternatives)
  return part && text.slice(part.start, part.end)
}

test('exponential: one text in many ways, and something behind it that may fail', () => {
  for (const [text, part] of [
    ['(a+)+b', '(a+)+'],
    ['^(a|a)*$', '(a|a)*'],
    ['(.*)*x', '(.*)*'],
    ['^(\\w+\\s?)*$', '(\\w+\\s?)*'],
    ['^([\\w.-]+)*@', '([\\w.-]+)*'],
    ['x(.*,)*y', '(.*,)*'],
    ['^(.*?,){11}P', '(.*?,){11}'],
    ['(\\d{1,3})+x', '(\\d{1,3})+'],
    ['(a|b|ab)*c', '(a|b|ab)*'],
    ['([a-z]|[a-z0-9])+@', '([a-z]|[a-z0-9])+'],
    ['(?i)(a|A)*!', '(a|A)*'],
    ['(x+x+)+y', '(x+x+)+'],
    ['(?=(a+)+b)c', '(a+)+'],
    ['(a{2,}){10,20}b', '(a{2,}){10,20}'],
    ['^(?:(?:a|b)+)*c', '(?:(?:a|b)+)*'],
    ['(a+)+.*b', '(a+)+'],
  ] as const) {
    assert.is(slow(text), part, text)
  }
})

test('not exponential', () => {
  for (const text of [
    '(a+)+',
    '(a+)+b?',
    '(?:^|[.])example[.](?:com|co[.]uk)$',
    '^([a-z0-9]+(-[a-z0-9]+)*\\.)+example\\.com$',
    '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+com',
    '([^"\\\\]|\\\\.)*"',
    '(?:.*\\n)*x',
    '(?:a++)+b',
    '(?>(a+)+)b',
    '(?:(?>a+))+b',
    '(a++)*+b',
    '.*foo.*bar',
    '(ab)+c',
    '(a?)*b',
    '(\\d{5})+x',
    '(?:.|\\n)*x',
    '(a+)?b',
    '(a+){3}b',
    '(?:\\r\\n|\\n)+x',
    '^((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}\\d$',
    '("[^"]*"|[^",]*)(,("[^"]*"|[^",]*))*$',
    '(?:(?!-->).)*-->',
    '(a\\1+)+b',
  ]) {
    assert.is(slow(text), undefined, text)
  }
})

test('large expressions are not looked at to the end', () => {
  assert.is(slow(`${'(?:'.repeat(200)}a${'){9}'.repeat(200)}b`), undefined)
  assert.is(slow(`(?:${'[a-z]{1,9}x|'.repeat(500)}a)*b`), undefined)
})

test('the look for slow parts ends too', async () => {
  const sets = Array.from({ length: 100 }, (_, code) => `\\x{${(code + 300).toString(16)}}`)
  const repeat = `(?:${sets.join('|')})*b`
  const steps = (count: number) => countSteps(() => slow(repeat.repeat(count)), { stickyFails: 1 })
  const few = await steps(8)
  const many = await steps(80)
  assert.ok(many < 12 * few, `${few} steps, then ${many}`)
})

test.run()
