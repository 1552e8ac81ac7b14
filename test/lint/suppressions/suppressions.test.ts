import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { load } from '../../../src/config/index.js'
import { check, type LintOptions, lintFragment } from '../../../src/lint/index.js'
import { applyEdits } from '../../../src/syntax/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'

const test = suite('suppression comments')

/** A node's main file in 2026. */
class Environment2026 extends MemoryEnvironment {
  override now(): Date {
    return new Date('2026-06-30T23:59:59Z')
  }
}

async function lintText(text: string, options: LintOptions = {}, name = 'ecelerity.conf') {
  const environment = new Environment2026({ [`/c/${name}`]: text }, { workingDirectory: '/c' })
  return check(await load(`/c/${name}`, { environment }), options)
}

/** What is left, each as `line code: summary`. */
async function left(text: string, options: LintOptions = {}): Promise<string[]> {
  const { diagnostics } = await lintText(text, options)
  return diagnostics.map(
    ({ code, start, summary }) => `${text.slice(0, start).split('\n').length} ${code}: ${summary}`,
  )
}

const UNKNOWN = 'schema/unknown-option: Unknown option "Bad" in scope Global'

test('next line: also behind other comments and empty lines, and no other line', async () => {
  const comment = '# ecconf-disable-next-line schema/unknown-option -- our module'
  assert.equal(
    await left(`${comment}\nBad = 1\nBad = 2\n`),
    [`3 ${UNKNOWN}`, '3 schema/duplicate-option: Option "Bad" is set twice in this file'].slice(
      0,
      1,
    ),
  )
  assert.equal(await left(`${comment}\n\n# more\nBad = 1\n`), [])
  assert.equal(await left(`${comment}\r\nBad = 1\r\n`), [])
  const { suppressed } = await lintText(`${comment}\nBad = 1\n`)
  assert.equal(
    suppressed.map(({ code }) => code),
    ['schema/unknown-option'],
  )
})

test('its own line, the whole file, prefixes, several codes, comments with a star', async () => {
  assert.equal(await left('Bad = 1 # ecconf-disable-line schema/* -- our module\n'), [])
  assert.equal(await left('Bad = 1 /* ecconf-disable-line schema/* -- our module */\n'), [])
  assert.equal(
    await left(
      '/*\n * ecconf-disable-file schema/unknown-option\n * -- our module\n */\nBad = 1\nBad = 2\n',
    ),
    [],
  )
  assert.equal(
    await left(
      '# ecconf-disable-next-line style/unquoted-value, schema/unknown-option -- both\nDomain "x" { Bad = 1 Gateway = a.b }\n',
    ),
    [],
  )
})

test('a comment in an included file is about that file', async () => {
  const environment = new Environment2026(
    {
      '/c/ecelerity.conf': 'include "part.conf"\nWorse = 1\n',
      '/c/part.conf': '# ecconf-disable-file schema/unknown-option -- our module\nBad = 1\n',
    },
    { workingDirectory: '/c' },
  )
  const { diagnostics } = check(await load('/c/ecelerity.conf', { environment }))
  assert.equal(
    diagnostics.map(({ file, code }) => `${file} ${code}`),
    ['ecelerity.conf schema/unknown-option'],
  )
})

test('until: the last day counts, the next one does not', async () => {
  const text = (day: string) =>
    `# ecconf-disable-next-line schema/unknown-option -- moves out, until ${day}\nBad = 1\n`
  assert.equal(await left(text('2026-06-30')), [])
  assert.equal(await left(text('2026-06-29')), [
    '1 settings/expired-suppression: Suppression of "schema/unknown-option" has expired on 2026-06-29',
    `2 ${UNKNOWN}`,
  ])
  assert.equal(
    await left(
      '# ecconf-disable-next-line schema/unknown-option until 2026-06-29 -- moves out\nBad = 1\n',
    ),
    [
      '1 settings/expired-suppression: Suppression of "schema/unknown-option" has expired on 2026-06-29',
      `2 ${UNKNOWN}`,
    ],
  )
})

test('words behind until that are no day', async () => {
  const text = (reason: string) =>
    `# ecconf-disable-next-line schema/unknown-option -- ${reason}\nBad = 1\n`
  assert.equal(await left(text('until 4.2.28 is everywhere')), [])
  assert.equal(await left(text('until somebody mends it')), [])
  for (const day of ['2027-02-30', '31.12.2027', '2027', '2027-1-31']) {
    assert.equal(await left(text(`moves out until ${day}`)), [
      `1 settings/invalid-suppression: "${day}" is no day`,
      `2 ${UNKNOWN}`,
    ])
  }
})

test('what is wrong with a comment, each with what to do', async () => {
  const cases: readonly (readonly [
    comment: string,
    about: string,
    summary: string,
    detail: string,
  ])[] = [
    [
      '# ecconf-disable-next-line schema/unknown-option',
      'ecconf-disable-next-line',
      '"ecconf-disable-next-line" gives no reason',
      'Write it behind "--": # ecconf-disable-next-line schema/unknown-option -- the installer writes it so',
    ],
    [
      '# ecconf-disable-next-line schema/unknown-option -- until 2027-01-31',
      'ecconf-disable-next-line',
      '"ecconf-disable-next-line" gives no reason',
      'Write it behind "--": # ecconf-disable-next-line schema/unknown-option -- the installer writes it so',
    ],
    [
      '# ecconf-disable-next-line -- why not',
      'ecconf-disable-next-line',
      '"ecconf-disable-next-line" names no code',
      'For example: # ecconf-disable-next-line style/unquoted-value -- the installer writes it so',
    ],
    [
      '# ecconf-disable-nextline schema/unknown-option -- why not',
      'ecconf-disable-nextline',
      'Unknown comment "ecconf-disable-nextline"',
      'Did you mean "ecconf-disable-next-line"?',
    ],
    [
      '# ecconf-disable schema/unknown-option -- why not',
      'ecconf-disable',
      'Unknown comment "ecconf-disable"',
      'There are ecconf-disable-next-line, ecconf-disable-line and ecconf-disable-file.',
    ],
    [
      '# ecconf-disable-next-line schema/unknown-optoin -- why not',
      'schema/unknown-optoin',
      'Unknown code "schema/unknown-optoin"',
      'Did you mean "schema/unknown-option"?',
    ],
    [
      '# ecconf-disable-next-line syntax/semicolon -- why not',
      'syntax/semicolon',
      '"syntax/semicolon" cannot be suppressed',
      'Mend what it finds: the parser can only guess how the text behind it is meant.',
    ],
    [
      '# ecconf-disable-next-line settings/* -- why not',
      'settings/*',
      '"settings/*" cannot be suppressed',
      'Mend the comment that it is about.',
    ],
  ]
  for (const [comment, about, summary, detail] of cases) {
    const text = `${comment}\nBad = 1\n`
    const { diagnostics } = await lintText(text)
    const [first, second, ...others] = diagnostics
    assert.is(first?.code, 'settings/invalid-suppression', comment)
    assert.is(text.slice(first?.start, first?.end), about)
    assert.equal([first?.severity, first?.summary, first?.detail], ['warning', summary, detail])
    assert.is(second?.code, 'schema/unknown-option')
    assert.equal(others, [])
  }
  assert.equal(await left('A_Thing = 1\n# ecconf-disable-file schema/* -- why not\n'), [
    '1 schema/unknown-option: Unknown option "A_Thing" in scope Global',
    '2 settings/invalid-suppression: "ecconf-disable-file" does not stand at the top',
  ])
})

test('a code that does not exist leaves the others', async () => {
  assert.equal(
    await left('# ecconf-disable-next-line schema/unknown-option, style/x -- why\nBad = 1\n'),
    ['1 settings/invalid-suppression: Unknown code "style/x"'],
  )
})

test('syntax errors stay', async () => {
  const text = '# ecconf-disable-next-line schema/* -- why\nBlackhole = true;\n'
  assert.equal(
    (await left(text)).filter((line) => line.includes('syntax/')),
    ['2 syntax/semicolon: A semicolon does not end a statement here'],
  )
})

test('prose is no comment of this kind', async () => {
  assert.equal(await left('# see ecconf-disable-line in the manual\nMessage_Expiration = 1\n'), [])
})

/** The text after the fix of what is said about a comment that is of no use. */
async function withoutUnused(text: string, options: LintOptions = {}): Promise<string> {
  const { diagnostics } = await lintText(text, options)
  const unused = diagnostics.filter(({ code }) => code === 'settings/unused-suppression')
  assert.is(unused.length, 1, text)
  const [fix] = unused[0]?.fixes ?? []
  assert.is(fix?.safety, 'safe')
  return applyEdits(text, fix?.edits[0]?.edits ?? [])
}

test('unused: taken out with its line, or with the blanks before it', async () => {
  const code = 'schema/unknown-option -- why'
  const option = 'Message_Expiration = 1'
  assert.is(await withoutUnused(`# ecconf-disable-next-line ${code}\n${option}\n`), `${option}\n`)
  assert.is(
    await withoutUnused(`\uFEFF# ecconf-disable-next-line ${code}\r\n${option}\r\n`),
    `\uFEFF${option}\r\n`,
  )
  assert.is(await withoutUnused(`${option}   # ecconf-disable-line ${code}\n`), `${option}\n`)
  assert.is(await withoutUnused(`${option}   # ecconf-disable-line ${code}`), option)
  assert.is(
    await withoutUnused(`Message_Expiration = /* ecconf-disable-line ${code} */1\n`),
    'Message_Expiration = 1\n',
  )
  assert.is(
    await withoutUnused(`Message_Expiration = /* ecconf-disable-line ${code} */ 1\n`),
    'Message_Expiration = 1\n',
  )
  assert.is(await withoutUnused(`/* ecconf-disable-line ${code} */ ${option}\n`), `${option}\n`)
})

test('unused: one code of several', async () => {
  const text = (codes: string) => `# ecconf-disable-next-line ${codes} -- why\nBad = 1\n`
  const cases = [
    'schema/unknown-option, schema/wrong-type',
    'schema/wrong-type, schema/unknown-option',
  ]
  for (const codes of cases) {
    assert.is(await withoutUnused(text(codes)), text('schema/unknown-option'))
  }
  const { diagnostics } = await lintText(text(cases[0] as string))
  assert.equal(
    diagnostics.map(({ summary, detail }) => [summary, detail]),
    [
      [
        'Suppression of "schema/wrong-type" suppresses nothing',
        'Take the code out of the comment.',
      ],
    ],
  )
})

test('unused: silent where the finding was not looked for', async () => {
  const text = (code: string) =>
    `# ecconf-disable-next-line ${code} -- why\nMessage_Expiration = 1\n`
  assert.equal(await left(text('version/removed')), [])
  assert.equal((await left(text('version/removed'), { target: '4.2.28' })).length, 1)
  assert.equal(await left(text('schema/wrong-type'), { rules: { 'schema/wrong-type': 'off' } }), [])
  assert.equal(await left(text('reference/undefined'), { incomplete: true }), [])
  assert.equal((await left(text('reference/undefined'))).length, 1)
  assert.equal(await left(text('security/readable-secret')), [])
  const { diagnostics } = await lintText(text('schema/wrong-type'), { fragment: true }, 'part.conf')
  assert.equal(diagnostics, [])
})

test('settings: a severity of its own, and off', async () => {
  const text = '# ecconf-disable-next-line schema/unknown-option\nMessage_Expiration = 1\n'
  const code = 'settings/invalid-suppression'
  const { diagnostics } = await lintText(text, { rules: { [code]: 'error' } })
  assert.is(diagnostics[0]?.severity, 'error')
  assert.equal(await left(text, { rules: { [code]: 'off' } }), [])
})

test('a text without a configuration: whatever the date', () => {
  const text = 'Gateway = a.b # ecconf-disable-line style/* -- why, until 2001-01-01\n'
  assert.equal(lintFragment(parse(text)), [])
})

test.run()
