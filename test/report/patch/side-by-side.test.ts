import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type DiffFile, renderSideBySide } from '../../../src/report/index.js'
import { Source } from '../../../src/syntax/index.js'

const test = suite('differences in two columns')

function file(before: string | undefined, after: string | undefined, secret?: string): DiffFile {
  const side = (text: string) => {
    const start = secret === undefined ? -1 : text.indexOf(secret)
    const secrets = start === -1 ? [] : [{ start, end: start + (secret ?? '').length }]
    return { source: new Source(text), secrets }
  }
  return {
    name: 'x.conf',
    ...(before !== undefined && { before: side(before) }),
    ...(after !== undefined && { after: side(after) }),
  }
}

function lines(files: readonly DiffFile[], width = 51): string[] {
  return renderSideBySide(files, width).split('\n')
}

test('what becomes another, what comes and what goes', () => {
  assert.equal(lines([file('a\nb\nc\n', 'a\nB\nB2\nc\n')]), [
    'x.conf',
    '1 a                        1 a',
    '2 b                      | 2 B',
    '                         > 3 B2',
    '3 c                        4 c',
    '',
  ])
  assert.equal(lines([file('a\nb\n', 'a\n')]), [
    'x.conf',
    '1 a                        1 a',
    '2 b                      <',
    '',
  ])
})

test('lines that are too wide are cut, tabs are blanks, nothing acts upon the terminal', () => {
  const [, first] = lines([file(`${'x'.repeat(30)}\r\n`, '\ty\x1b[0m\r\n')])
  assert.is(first, `1 ${'x'.repeat(21)}… | 1     y\\x1b[0m`)
})

test('lines that differ behind the cut are shown from where they differ', () => {
  const [, first] = lines([file(`${'x'.repeat(60)}1\n`, `${'x'.repeat(60)}2\n`)])
  assert.is(first, `1 …${'x'.repeat(16)}1     | 1 …${'x'.repeat(16)}2`)
})

test('a new file has only a right side, and an unchanged one nothing', () => {
  assert.equal(lines([file(undefined, 'a\n')]), ['x.conf', '                         > 1 a', ''])
  assert.equal(lines([file('a\n', 'a\n')]), [''])
})

test('hunks that lie apart, with numbers of one width', () => {
  const text = Array.from({ length: 20 }, (_, index) => `l${index + 1}`)
  const after = text.map((line) => (line === 'l2' || line === 'l19' ? `${line}!` : line))
  const shown = lines([file(`${text.join('\n')}\n`, `${after.join('\n')}\n`)])
  assert.is(shown[2], ' 2 l2                    |  2 l2!')
  assert.is(shown[6], '··')
  assert.is(shown.at(-3), '19 l19                   | 19 l19!')
})

test('secrets are masked', () => {
  const shown = lines([file('p = sunny\n', 'p = sunny # x\n', 'sunny')]).join('\n')
  assert.not.match(shown, 'sunny')
  assert.match(shown, 'p = ****')
})

test('colours', () => {
  const paint = (name: string) => (text: string) => `<${name}>${text}</${name}>`
  const palette = {
    bold: paint('b'),
    dim: (text: string) => text,
    red: paint('r'),
    green: paint('g'),
    yellow: paint('y'),
    cyan: paint('c'),
  }
  const shown = renderSideBySide([file('a\n', 'b\n')], 51, palette).split('\n')
  assert.is(shown[0], '<b>x.conf</b>')
  assert.match(shown[1] ?? '', /^1 <r>a<\/r> +<y>\|<\/y> 1 <g>b<\/g>/)
})

test.run()
