import pc from 'picocolors'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { diagnostic } from '../../../src/diagnostics/index.js'
import { type PrettyOptions, renderPretty } from '../../../src/report/index.js'
import { textsOf, typo } from './texts.js'

const test = suite('renderPretty')

const TEXT = 'ESMTP_Listener {\n  Listen ":587" {}\n  Idle_Tiem = 300\n}\n'

function render(
  text: string | Uint8Array,
  word: string,
  options: PrettyOptions = {},
  secrets: readonly string[] = [],
): string[] {
  const texts = textsOf({ 'a.conf': text }, secrets)
  const finding = typo('a.conf', texts.source('a.conf')?.text ?? '', word)
  return renderPretty([finding], texts, options).split('\n')
}

test('a finding: what and where, the place, the next step', () => {
  const texts = textsOf({ 'conf/a.conf': TEXT })
  const options = { fixFlag: '--fix', width: 90 }
  assert.is(
    renderPretty([typo('conf/a.conf', TEXT)], texts, options),
    `error  Unknown option "Idle_Tiem" in scope Esmtp_Listener            schema/unknown-option
  ┌─ conf/a.conf:3:3
2 │   Listen ":587" {}
3 │   Idle_Tiem = 300
  │   ^^^^^^^^^ Did you mean "Idle_Time"?   fix: --fix
4 │ }
`,
  )
})

test('without a flag there is no hint, without findings nothing', () => {
  assert.not.match(render(TEXT, 'Idle_Tiem').join('\n'), '--fix')
  assert.is(renderPretty([], textsOf({})), '')
})

test('advice that has no room behind the place stands below, in lines that fit', () => {
  const text = 'Security {\n  Gateway = "b"\n}\n'
  const finding = diagnostic('schema/wrong-scope', { file: 'a', start: 13, end: 20 }, 'Gateway', {
    detail: 'It is an outbound option of Global, Binding, Binding_Group and Domain.',
  })
  assert.is(
    renderPretty([finding], textsOf({ a: text }), { width: 60 }),
    `error  Gateway                            schema/wrong-scope
  ┌─ a:2:3
1 │ Security {
2 │   Gateway = "b"
  │   ^^^^^^^
3 │ }
  = It is an outbound option of Global, Binding,
    Binding_Group and Domain.
`,
  )
})

test('other places in the file are in the frame, those in other files below it', () => {
  const main = 'auth_ds {\n  a = 1\n\n\nAuthorization {\n'
  const finding = diagnostic(
    'syntax/unclosed-scope',
    { file: 'main.conf', start: 8, end: 9 },
    'Stanza "auth_ds" is not closed',
    {
      detail: 'opened here',
      related: [
        { file: 'main.conf', start: 20, end: 33, note: 'a "}" is missing before this line' },
        { file: 'up.conf', start: 3, end: 10, note: 'included from up.conf:2' },
        { file: 'other.conf', start: 0, end: 1, note: 'this definition counts' },
        { file: 'gone.conf', start: 0, end: 1, note: 'and this one' },
      ],
    },
  )
  const texts = textsOf({ 'main.conf': main, 'up.conf': '\n  include', 'other.conf': 'x' })
  assert.is(
    renderPretty([finding], texts, { width: 80 }),
    `error  Stanza "auth_ds" is not closed                      syntax/unclosed-scope
  ┌─ main.conf:1:9
1 │ auth_ds {
  │         ^ opened here
  ·
5 │ Authorization {
  │ ^^^^^^^^^^^^^ a "}" is missing before this line
  = included from up.conf:2
  = this definition counts: other.conf:1:1
  = and this one: gone.conf
`,
  )
})

test('information is one line each, and stands apart from what is wrong', () => {
  const text = 'a=1\nb=2\nIdle_Tiem\n'
  const texts = textsOf({ a: text })
  const info = (start: number) =>
    diagnostic('style/brace-spacing', { file: 'a', start, end: start + 1 }, 'No blanks')
  assert.is(
    renderPretty([info(1), info(5), typo('a', text), info(1)], texts, { width: 60 }),
    `info   a:1:2  No blanks  style/brace-spacing
info   a:2:2  No blanks  style/brace-spacing

error  Unknown option "Idle_Tiem" in scope Esmtp_Listener  schema/unknown-option
  ┌─ a:3:1
2 │ b=2
3 │ Idle_Tiem
  │ ^^^^^^^^^ Did you mean "Idle_Time"?

info   a:1:2  No blanks  style/brace-spacing
`,
  )
})

test('tabs become blanks, wide letters take two columns, invisible ones are shown', () => {
  assert.equal(render('\t\tIdle_Tiem = 1', 'Idle_Tiem').slice(2, 4), [
    '1 │         Idle_Tiem = 1',
    '  │         ^^^^^^^^^ Did you mean "Idle_Time"?',
  ])
  assert.equal(render('a\tb Idle_Tiem', 'Idle_Tiem').slice(2, 4), [
    '1 │ a   b Idle_Tiem',
    '  │       ^^^^^^^^^ Did you mean "Idle_Time"?',
  ])
  assert.equal(render('値\u00a0Idle_Tiem', 'Idle_Tiem').slice(2, 4), [
    '1 │ 値<U+00A0>Idle_Tiem',
    '  │           ^^^^^^^^^ Did you mean "Idle_Time"?',
  ])
})

test('nothing in a text reaches the terminal as a command', () => {
  const bytes = new TextEncoder().encode('x = "\x1b[31m\x07" Idle_Tiem\r\n')
  const text = new Uint8Array([0xff, ...bytes])
  const output = render(text, 'Idle_Tiem').join('\n')
  assert.match(output, '1 │ \\xffx = "\\x1b[31m\\x07" Idle_Tiem\n')
  assert.is(/[^\n -~│┌─^]/.test(output), false)
  const evil = diagnostic('schema/wrong-scope', { file: 'a\x1b[2J', start: 0, end: 1 }, 'b\x1b', {
    detail: 'c\x1b',
  })
  assert.not.match(renderPretty([evil], textsOf({ 'a\x1b[2J': 'x' })), '\x1b')
})

test('a line that is too wide is cut around the place', () => {
  const text = `${'a'.repeat(500)} Idle_Tiem ${'b'.repeat(500)}`
  const [, , line = '', mark = ''] = render(text, 'Idle_Tiem', { width: 60 })
  assert.is(line.length, 60)
  assert.match(line, /^1 │ …a+ Idle_Tiem b+…$/)
  assert.is(mark.indexOf('^'), line.indexOf('Idle_Tiem'))
  const [, , start = ''] = render(`Idle_Tiem ${'b'.repeat(500)}`, 'Idle_Tiem', { width: 60 })
  assert.match(start, /^1 │ Idle_Tiem b+…$/)
  const [, , end = ''] = render(`${'a'.repeat(500)} Idle_Tiem`, 'Idle_Tiem', { width: 60 })
  assert.match(end, /^1 │ …a+ Idle_Tiem$/)
})

test('a line of several megabytes', () => {
  const wide = 'a'.repeat(5_000_000)
  const [, , line = ''] = render(`${wide} Idle_Tiem ${wide}`, 'Idle_Tiem', { width: 60 })
  assert.match(line, /^1 │ …a+ Idle_Tiem a+…$/)
})

test('secrets are masked in frames and in words', () => {
  const text = 'x {\n  password = "sunny-41"\n  Idle_Tiem = "sunny-41" # sunny-41\n}\n'
  const texts = textsOf({ a: text }, ['sunny-41'])
  const finding = { ...typo('a', text), summary: 'Wrong value "sunny-41"', detail: 'Not sunny-41.' }
  const output = renderPretty([finding], texts)
  assert.not.match(output, 'sunny')
  assert.match(output, '2 │   password = "****"\n3 │   Idle_Tiem = "****" # ****\n')
  assert.match(output, 'Wrong value "****"')
  assert.match(output, 'Not ****.')
  const shown = renderPretty([finding], { source: texts.source })
  assert.match(shown, 'password = "sunny-41"')
})

test('the place of a secret is underlined where its mask stands', () => {
  const lines = render('a = "sunny" Idle', 'sunny', {}, ['sunny'])
  assert.equal(lines.slice(2, 4), [
    '1 │ a = "****" Idle',
    '  │      ^^^^ Did you mean "Idle_Time"?',
  ])
})

test('a place that runs over several lines, an empty one, and one at the end of the text', () => {
  const text = 'a = (\n  b\n'
  const at = (start: number, end: number) =>
    renderPretty(
      [diagnostic('schema/wrong-type', { file: 'a', start, end }, 'x')],
      textsOf({ a: text }),
    )
      .split('\n')
      .filter((line) => line.includes('^'))
  assert.equal(at(4, 9), ['  │     ^'])
  assert.equal(at(2, 2), ['  │   ^'])
  assert.equal(at(10, 10), ['  │ ^'])
})

test('colours only with a palette that has them', () => {
  const texts = textsOf({ 'a.conf': TEXT })
  const finding = typo('a.conf', TEXT)
  const plain = renderPretty([finding], texts)
  const coloured = renderPretty([finding], texts, { colours: pc.createColors(true) })
  assert.not.match(plain, '\x1b')
  assert.match(coloured, '\x1b[31merror\x1b[39m')
  assert.is(coloured.replace(/\x1b\[\d+m/g, ''), plain)
  const off = renderPretty([finding], texts, { colours: pc.createColors(false) })
  assert.is(off, plain)
})

test('a text without a name, and one that nobody has', () => {
  const text = 'Idle_Tiem\n'
  assert.match(renderPretty([typo('', text)], textsOf({ '': text })), '┌─ -:1:1\n')
  assert.is(
    renderPretty([typo('gone', text)], textsOf({}), { width: 40 }),
    'error  Unknown option "Idle_Tiem" in scope Esmtp_Listener  schema/unknown-option\n' +
      '  gone\n  Did you mean "Idle_Time"?\n',
  )
})

test.run()
