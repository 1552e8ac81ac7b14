import { applyPatch } from 'diff'
import fc from 'fast-check'
import pc from 'picocolors'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { renderUnifiedDiff } from '../../../src/report/index.js'
import { Source } from '../../../src/syntax/index.js'
import { rangesOf } from '../findings/texts.js'

const test = suite('renderUnifiedDiff')

function diff(
  before: string | undefined,
  after: string | undefined,
  secrets: string[] = [],
): string {
  const side = (text: string) => ({ source: new Source(text), secrets: rangesOf(text, secrets) })
  return renderUnifiedDiff([
    {
      name: 'a.conf',
      ...(before !== undefined && { before: side(before) }),
      ...(after !== undefined && { after: side(after) }),
    },
  ])
}

const LINES = Array.from({ length: 40 }, (_, line) => `line ${line + 1}\n`)

test('one line, with three lines around it', () => {
  const before = LINES.join('')
  assert.is(
    diff(before, before.replace('line 20\n', 'new\n')),
    `--- a.conf
+++ a.conf
@@ -17,7 +17,7 @@
 line 17
 line 18
 line 19
-line 20
+new
 line 21
 line 22
 line 23
`,
  )
})

test('at both ends of the file', () => {
  const before = LINES.join('')
  const after = before.replace('line 1\n', 'a\n').replace('line 40\n', 'line 40\nb\n')
  const output = diff(before, after)
  assert.match(output, '@@ -1,4 +1,4 @@\n-line 1\n+a\n line 2\n')
  assert.match(output, '@@ -38,3 +38,4 @@\n line 38\n line 39\n line 40\n+b\n')
})

test('a line put in beside one that is the same', () => {
  assert.match(diff('a\na\nb\n', 'a\na\na\nb\n'), /@@ -1,3 \+1,4 @@\n a\n a\n\+a\n b\n$/)
})

test('lines that differ in a character that nobody sees do not look the same', () => {
  assert.match(
    diff('a\u00a0= 1\t2\n', 'a = 1\t2\n'),
    '@@ -1,1 +1,1 @@\n-a<U+00A0>= 1\t2\n+a = 1\t2\n',
  )
  assert.match(diff('a\u200b\r\n', 'a\r\n'), '-a<U+200B>\r\n+a\r\n')
})

test('nothing for a file that stays as it is', () => {
  assert.is(diff('a\n', 'a\n'), '')
  assert.is(diff('', ''), '')
})

test('line ends stay as they are, and a changed one is a change', () => {
  assert.is(
    diff('a\r\nb\r\n', 'a\r\nc\r\n'),
    '--- a.conf\n+++ a.conf\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n',
  )
  assert.match(diff('a\r\n', 'a\n'), '-a\r\n+a\n')
})

test('a text without a newline at its end', () => {
  assert.is(
    diff('a\nb', 'a\nb\nc'),
    '--- a.conf\n+++ a.conf\n@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n' +
      '\\ No newline at end of file\n',
  )
  assert.match(diff('a', 'a\n'), '-a\n\\ No newline at end of file\n+a\n')
})

test('a new file, and one that goes', () => {
  assert.is(diff(undefined, 'a\n'), '--- /dev/null\n+++ a.conf\n@@ -0,0 +1,1 @@\n+a\n')
  assert.is(diff('a\n', undefined), '--- a.conf\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n')
})

test('a line that differs only in a secret says so', () => {
  assert.is(
    diff('uri = "password=sunny"\n', 'uri = "password=harbour"\n', ['sunny', 'harbour']),
    '--- a.conf\n+++ a.conf\n@@ -1,1 +1,1 @@\n-uri = "password=****"\n+uri = "password=**** (changed)"\n',
  )
})

test('of several secrets it says which', () => {
  assert.match(
    diff('a=one b=two\n', 'a=one b=six\n', ['one', 'two', 'six']),
    '-a=**** b=****\n+a=**** b=**** (changed)\n',
  )
})

test('secrets in other lines are masked', () => {
  const output = diff('p=sunny\nx\n', 'p=sunny\ny=sunny\n', ['sunny'])
  assert.match(output, ' p=****\n-x\n+y=****\n')
})

test('a secret that runs over several lines', () => {
  const output = diff('p="one\ntwo"\n', 'p="one\nsix"\n', ['one\ntwo', 'one\nsix'])
  assert.match(output, ' p="****\n-****"\n+**** (changed)"\n')
})

test('no terminal acts upon what is in a text', () => {
  const before = new Source('a\x1b[31m\n')
  const after = Source.fromBytes(new Uint8Array([0x62, 0xe9, 0x09, 0x0a]))
  const output = renderUnifiedDiff([
    { name: 'a', before: { source: before }, after: { source: after } },
  ])
  assert.match(output, '-a\\x1b[31m\n+b\\xe9\t\n')
  assert.match(diff('', 'a\rb\r\n'), '+a\\rb\r\n')
})

test('colours by the sign of the line', () => {
  const before = { source: new Source('a\n-- b') }
  const after = { source: new Source('a\nc\n') }
  const output = renderUnifiedDiff([{ name: 'x', before, after }], pc.createColors(true))
  const { bold, cyan, red, green, dim } = pc.createColors(true)
  assert.is(
    output,
    [
      bold('--- x'),
      bold('+++ x'),
      cyan('@@ -1,2 +1,2 @@'),
      ' a',
      red('--- b'),
      dim('\\ No newline at end of file'),
      green('+c'),
      '',
    ].join('\n'),
  )
})

test('several files follow each other', () => {
  const side = (text: string) => ({ source: new Source(text) })
  const output = renderUnifiedDiff([
    { name: 'a', before: side('1\n'), after: side('2\n') },
    { name: 'b', before: side('1\n'), after: side('1\n') },
    { name: 'c', before: side('1\n'), after: side('3\n') },
  ])
  assert.equal(output.match(/^--- .*/gm), ['--- a', '--- c'])
})

test('a text of which nearly nothing stays', () => {
  const before = Array.from({ length: 6000 }, (_, line) => `a${line}\n`).join('')
  const after = Array.from({ length: 6000 }, (_, line) => `b${line}\n`).join('')
  const output = diff(`same\n${before}`, `same\n${after}`)
  assert.is(applyPatch(`same\n${before}`, output), `same\n${after}`)
})

test('the patch leads from one text to the other', () => {
  const text = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd = 1\n'), { maxLength: 30 })
    .chain((lines) => fc.constantFrom(lines.join(''), `${lines.join('')}end`))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const output = diff(before, after)
      // A patch that holds both kinds of line ends is taken as it is.
      assert.is(applyPatch(before, output, { autoConvertLineEndings: false }), after)
    }),
    { numRuns: 500 },
  )
})

test.run()
