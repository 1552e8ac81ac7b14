import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { outline } from '../tools/tree.js'

const test = suite('what can still be read of a broken text')

/** A text, the codes of its errors, and what is read of it. */
function recovers(name: string, text: string, codes: string[], expected: unknown[]): void {
  test(name, () => {
    const document = parse(text)
    assert.equal(
      document.diagnostics.map(({ code }) => code),
      codes.map((code) => `syntax/${code}`),
    )
    assert.equal(outline(document), expected)
  })
}

recovers(
  'a mistake right behind a brace that was assumed',
  'S\n  a = b\n  = 1\nc = 2',
  ['missing-brace', 'missing-name'],
  [
    [
      'scope',
      'S',
      null,
      [
        ['option', 'a', 'b'],
        ['error', '= 1'],
        ['option', 'c', '2'],
      ],
    ],
  ],
)
recovers(
  'a mistake at the end, behind a brace that was commented out',
  'Domain "x" # {\n  a = # 3\n',
  ['missing-brace', 'missing-value'],
  [['scope', 'Domain', 'x', [['option', 'a', null]]]],
)

/** Broken statements in the middle of good ones: the good ones are read, with one error. */
const BROKEN: Record<string, string> = {
  'a value is missing': 'a =',
  'an equals sign is missing': 'a 1',
  'a name alone': 'a',
  'two values': 'a = b c',
  'a name is missing': '= 5',
  'two equals signs': 'a = = 5',
  'single quotes': "a = 'x'",
  'typographic quotes': 'a = “x”',
  'an array left open': 'a = ( b c',
  'a dictionary left open': 'a [ b = c',
  'a string left open': 'a = "b',
  'an array closed by a bracket': 'a = ( b ]',
  'a lone parenthesis': ')',
  'an include without a file': 'include',
  'a semicolon': 'a = 1;',
  'a colon': 'a: 1',
  'a line of a script': 'export A=b',
  'two instances': 'Domain "x" "y" { }',
}

for (const [name, broken] of Object.entries(BROKEN)) {
  test(`${name}: what stands around it is read`, () => {
    const text = `Outer {\n  p = 1\n  ${broken}\n  m1 = 1\n}\nm2 = ( 1 )\nLast {\n  m3 = 1\n}\n`
    const document = parse(text)
    assert.is(
      document.diagnostics.length,
      1,
      JSON.stringify(document.diagnostics.map((d) => d.code)),
    )
    const [outer, m2, last, ...others] = outline(document) as [string, string, unknown, unknown[]][]
    assert.equal(others, [])
    const inside = outer?.[3] as unknown[]
    assert.equal(inside[0], ['option', 'p', '1'])
    assert.equal(inside.at(-1), ['option', 'm1', '1'])
    assert.equal(m2, ['option', 'm2', ['1']])
    assert.equal(last, ['scope', 'Last', null, [['option', 'm3', '1']]])
  })
}

test('a stanza left open: what follows lands where its author sees it', () => {
  const text = 'auth_ds {\n  a = 1\n\nLogs {\n  b = 2\n}\n'
  const document = parse(text, { name: 'x.conf' })
  assert.equal(outline(document), [
    ['scope', 'auth_ds', null, [['option', 'a', '1']]],
    ['scope', 'Logs', null, [['option', 'b', '2']]],
  ])
  const [error, ...others] = document.diagnostics
  assert.is(others.length, 0)
  assert.is(error?.summary, 'Stanza "auth_ds" is not closed')
  assert.is(error?.start, text.indexOf('{'))
  assert.equal(error?.related?.[0], {
    file: 'x.conf',
    start: text.indexOf('Logs'),
    end: text.indexOf('Logs') + 4,
    note: 'a "}" is missing before this line: it stands at the left margin',
  })
})

test.run()
