import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change, ScopePath } from '../../../src/config/index.js'
import { lint, lintChanges } from '../../../src/lint/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('lint of changes in memory')

const LISTENER: ScopePath = [{ name: 'Esmtp_Listener' }]
const DOMAIN: ScopePath = [{ name: 'Domain', instance: 'x.example' }]

const FILES = { '/c/ecelerity.conf': 'Blackhole = false\nDomain "x.example" { Gateway = "g" }\n' }

function set(path: ScopePath, option: string, value: string): Change {
  return { kind: 'set', path, option, value, words: [] }
}

/** Each with what it is when it is written into a file. */
const CHANGES: readonly (readonly [change: Change, statement: string])[] = [
  [set([], 'Idle_Tiem', '3'), 'Idle_Tiem = 3'],
  [set(LISTENER, 'Idle_Timeout', '300'), 'Esmtp_Listener {\nIdle_Timeout = 300\n}'],
  [set(DOMAIN, 'Gateway', '( a b )'), 'Domain "x.example" {\nGateway = ( a b )\n}'],
  [set([], 'max_outbound_connections', 'many'), 'Max_Outbound_Connections = many'],
  [set([], 'Pathway', 'nowhere'), 'Pathway = nowhere'],
  [
    set([{ name: 'Control_Listener' }, { name: 'Listen', instance: ':2025' }], 'File_Mode', '640'),
    'Control_Listener {\nListen ":2025" {\nFile_Mode = 640\n}\n}',
  ],
  [set([{ name: 'No_Such_Scope', instance: 'a' }], 'x', '1'), 'No_Such_Scope "a" {\nx = 1\n}'],
]

function load(text = '') {
  const [[path = '', before = ''] = []] = Object.entries(FILES)
  return loadFiles({ [path]: before + text }, {}, {}, '/c/ecelerity.conf')
}

const words = (finding: { code: string; severity: string; summary: string }) =>
  `${finding.severity} ${finding.code} ${finding.summary}`

test('the findings are those of the same changes written into a file', async () => {
  const changes = CHANGES.map(([change]) => change)
  const inMemory = lint((await load()).apply(changes))
  const written = lint(await load(CHANGES.map(([, text]) => `${text}\n`).join('')))
  const codes = new Set(written.map(({ code }) => code))
  for (const code of [
    'schema/unknown-option',
    'schema/wrong-scope',
    'schema/wrong-type',
  ] as const) {
    assert.ok(codes.has(code), code)
  }
  // Written one behind the other, the changes have more stanzas of one scope than in memory.
  const expected = written.filter(({ code }) => code !== 'schema/option-in-two-stanzas')
  assert.is(expected.length, written.length - 1)
  assert.equal(inMemory.map(words).sort(), expected.map(words).sort())
})

test('a finding says which change it is in', async () => {
  const before = await load()
  const after = before
    .apply([set([], 'Blackhole', 'maybe'), set([], 'Idle_Tiem', '3')])
    .apply([set(DOMAIN, 'Gatewya', '"g"')], { places: ['console, session 3, line 2'] })
  assert.equal(
    lint(after).map(({ file, summary }) => `${file}: ${summary}`),
    [
      'change 1 in memory: Wrong value "maybe" for option "Blackhole"',
      'change 2 in memory: Unknown option "Idle_Tiem" in scope Global',
      'console, session 3, line 2: Unknown option "Gatewya" in scope Domain',
    ],
  )
  const [, , last] = lint(after)
  const text = after.changes.at(-1)?.file.document.source.text ?? ''
  assert.is(text.slice(last?.start, last?.end), 'Gatewya')
  const mended = after.apply([set([], 'blackhole', 'true')])
  assert.is(lint(mended).length, 2)
  assert.is(lint(before).length, 0)
})

test('what is taken out in memory is no longer found missing or set', async () => {
  const before = await load('Esmtp_Listener { Pathway = "nowhere" Listen ":25" {} }\n')
  const codes = (found: ReturnType<typeof lint>) => found.map(({ code }) => code)
  assert.equal(codes(lint(before)), ['reference/undefined'])
  const made = before.apply([set([{ name: 'Pathway', instance: 'nowhere' }], 'Timeout', '3')])
  assert.not.ok(codes(lint(made)).includes('reference/undefined'))
})

test('what is wrong in a statement that a change takes out or replaces is not found any more', async () => {
  const text = `Max_Retries = many
Domain "y.example" { Gatewya = "a"  Gateway = ( a b ) }
Max_Outbound_Connections = few
Binding "b" { Idle_Tiem = 1 }
`
  const before = await load(text)
  const after = before.apply([
    set([], 'Max_Retries', '5'),
    {
      kind: 'unset',
      path: [{ name: 'Domain', instance: 'y.example' }],
      option: 'gatewya',
      words: [],
    },
    { kind: 'unset', path: [{ name: 'Binding', instance: 'b' }], words: [] },
    set([], 'Max_Outbound_Connections', 'none'),
  ])
  const written = await load(
    'Max_Retries = 5\nDomain "y.example" { Gateway = ( a b ) }\nMax_Outbound_Connections = none\n',
  )
  assert.is(lint(before).filter(({ severity }) => severity === 'error').length, 5)
  assert.equal(lint(after).map(words).sort(), lint(written).map(words).sort())
  assert.equal(
    lint(after).map(({ file }) => file),
    ['ecelerity.conf', 'change 4 in memory'],
  )
})

test('a finding of a rule about the whole is gone with the value that it is about', async () => {
  const before = await loadFiles({ '/c/eccluster.conf': 'Logs { file_mode = 0640 }\n' })
  const after = before.apply([set([{ name: 'Logs' }], 'file_mode', '0600')])
  // The value in the file is not shadowed: it is the one that the change replaces.
  assert.equal(lint(after).map(words), lint(before).map(words))
})

test('of the changes alone is found what lint finds in their statements', async () => {
  const before = await load('Max_Retries = many\n')
  const changes = CHANGES.map(([change]) => change)
  const places = changes.map((_, index) => `line ${index}`)
  const after = before.apply(changes, { places })
  const inChanges = lint(after).filter(({ file }) => file.startsWith('line '))
  const found = lintChanges(after)
  // What needs a look at the whole is left out.
  const expected = inChanges.filter(
    ({ code }) => !/^(?:reference\/|security\/|schema\/no-effect|schema\/listen-needed)/.test(code),
  )
  assert.equal(found.map(words), expected.map(words))
  assert.ok(found.length > 4)
  assert.equal(
    lintChanges(after, new Set(['line 0'])).map(({ file }) => file),
    ['line 0'],
  )
  assert.equal(
    lintChanges(after, undefined, { rules: { 'schema/unknown-option': 'off' } }).filter(
      ({ code }) => code === 'schema/unknown-option',
    ),
    [],
  )
})

test.run()
