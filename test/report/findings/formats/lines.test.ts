import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fix } from '../../../../src/diagnostics/index.js'
import { renderFormat } from '../../../../src/report/findings/formats/index.js'
import { REPORT_FORMATS } from '../../../../src/report/formats/names.js'
import { renderJson } from '../../../../src/report/index.js'
import { typo } from '../texts.js'
import { INFO, NOTHING, REPORT, TEXTS, UNREAD } from './report.js'

const test = suite('formats of a line a finding, and json')

test('compact: what editors read, with the names that they open', () => {
  assert.is(
    renderFormat('compact', REPORT, TEXTS, INFO),
    `eccluster.conf:2:7: error schema/unknown-option: Unknown option "Idle_Tiem" in scope Esmtp_Listener. Did you mean "Idle_Time"?
p.conf:1:1: warning schema/duplicate-option: Is "****" set twice? Take it out.
p.conf:2:1: info style/option-name: Odd "b"
p.conf:2:5: error syntax/unclosed-string: Wrong value "<\\xe9\\x1b. 50%, a:b & "c"\\x07
`,
  )
  assert.is(renderFormat('compact', NOTHING, TEXTS, INFO), '')
})

test('compact: a text without a name, one that nobody has, and a name that breaks lines', () => {
  const places = ['', 'gone', 'a\nb'].map((file) =>
    renderFormat('compact', { ...NOTHING, diagnostics: [typo(file, 'Idle_Tiem')] }, TEXTS, INFO)
      .split(': ', 1)
      .join(),
  )
  assert.equal(places, ['-:1:1', 'gone:1:1', 'a\\nb:1:1'])
})

test('github: workflow commands, columns only within one line, and what would end a command', () => {
  assert.is(
    renderFormat('github', REPORT, TEXTS, INFO),
    `::error file=conf/eccluster.conf,line=2,endLine=2,col=7,endColumn=16,title=schema/unknown-option::Unknown option "Idle_Tiem" in scope Esmtp_Listener%0ADid you mean "Idle_Time"?
::warning file=conf/p.conf,line=1,endLine=1,col=1,endColumn=2,title=schema/duplicate-option::Is "****" set twice?%0ATake it out.
::notice file=conf/p.conf,line=2,endLine=2,col=1,endColumn=2,title=style/option-name::Odd "b"
::error file=conf/p.conf,line=2,endLine=3,title=syntax/unclosed-string::Wrong value "<\\xe9\\x1b%0A50%25, a:b & "c"\\x07
`,
  )
})

test('github: a file name cannot end its property, a message not its line', () => {
  const finding = {
    ...typo('gone', 'Idle_Tiem'),
    summary: 'a\r\n::error::b %0A',
    detail: 'c',
  }
  const notChecked = [{ file: '', reason: 'd\n::warning::e 100%' }]
  const info = { ...INFO, path: () => 'a,line=9::b%\nc' }
  assert.is(
    renderFormat('github', { ...NOTHING, diagnostics: [finding], notChecked }, TEXTS, info),
    `::error file=a%2Cline=9%3A%3Ab%25\\nc,title=schema/unknown-option::a\\r\\n::error::b %250A%0Ac
::error title=not-checked::d\\n::warning::e 100%25
`,
  )
})

test('gitlab: an array of issues, each with a fingerprint of its own', () => {
  const issues = JSON.parse(renderFormat('gitlab', REPORT, TEXTS, INFO))
  assert.equal(issues[0], {
    description: 'Unknown option "Idle_Tiem" in scope Esmtp_Listener. Did you mean "Idle_Time"?',
    check_name: 'schema/unknown-option',
    fingerprint: 'schema/unknown-option@24',
    severity: 'major',
    location: { path: 'conf/eccluster.conf', lines: { begin: 2 } },
  })
  assert.equal(
    issues.map(({ severity }: { severity: string }) => severity),
    ['major', 'minor', 'info', 'major'],
  )
  assert.is(renderFormat('gitlab', NOTHING, TEXTS, INFO), '[]\n')
})

test('what could not be read is in every format', () => {
  assert.is(
    renderFormat('compact', UNREAD, TEXTS, INFO),
    'no,ne\\n.conf:1:1: error not-checked: permission denied 100%\n-:1:1: error not-checked: nothing\n',
  )
  assert.is(
    renderFormat('github', UNREAD, TEXTS, INFO),
    '::error file=conf/no%2Cne\\n.conf,title=not-checked::permission denied 100%25\n::error title=not-checked::nothing\n',
  )
  assert.equal(JSON.parse(renderFormat('gitlab', UNREAD, TEXTS, INFO))[0], {
    description: 'permission denied 100%',
    check_name: 'not-checked',
    fingerprint: 'not-checked:conf/no,ne\\n.conf',
    severity: 'blocker',
    location: { path: 'conf/no,ne\\n.conf', lines: { begin: 1 } },
  })
  assert.equal(JSON.parse(renderFormat('json', UNREAD, TEXTS, INFO)).notChecked, UNREAD.notChecked)
  assert.is('notChecked' in JSON.parse(renderFormat('json', REPORT, TEXTS, INFO)), false)
  assert.equal(JSON.parse(renderFormat('rdjson', UNREAD, TEXTS, INFO)).diagnostics[0], {
    message: 'permission denied 100%',
    location: { path: 'conf/no,ne\\n.conf' },
    severity: 'ERROR',
    code: { value: 'not-checked' },
  })
})

test('rdjson: columns in bytes, a suggestion for one piece of text, related places', () => {
  const { source, diagnostics } = JSON.parse(renderFormat('rdjson', REPORT, TEXTS, INFO))
  assert.equal(source, { name: 'ecconf', url: 'https://example.com/lint' })
  const range = { start: { line: 2, column: 10 }, end: { line: 2, column: 19 } }
  assert.equal(diagnostics[0], {
    message: 'Unknown option "Idle_Tiem" in scope Esmtp_Listener. Did you mean "Idle_Time"?',
    location: { path: 'conf/eccluster.conf', range },
    severity: 'ERROR',
    code: {
      value: 'schema/unknown-option',
      url: 'https://example.com/rules/schema/unknown-option',
    },
    suggestions: [{ range, text: 'Idle_Time' }],
  })
  assert.equal(
    diagnostics.map(({ severity }: { severity: string }) => severity),
    ['ERROR', 'WARNING', 'INFO', 'ERROR'],
  )
  assert.equal(diagnostics[3].related_locations, [
    {
      message: 'included from eccluster.conf:4',
      location: {
        path: 'conf/eccluster.conf',
        range: { start: { line: 4, column: 1 }, end: { line: 4, column: 17 } },
      },
    },
  ])
})

test('rdjson: a fix in several pieces or in another file is no suggestion', () => {
  const finding = typo('eccluster.conf', TEXTS.source('eccluster.conf')?.text ?? '')
  const edit = { start: 0, end: 1, text: 'x' }
  const fixes = [
    fix('two pieces', 'safe', 'eccluster.conf', [edit, { start: 3, end: 4, text: 'y' }]),
    fix('elsewhere', 'safe', 'p.conf', [edit]),
    fix('no UTF-8', 'safe', 'eccluster.conf', [{ ...edit, text: '\udce9' }]),
  ]
  const report = { ...NOTHING, diagnostics: [{ ...finding, fixes }] }
  const [shown] = JSON.parse(renderFormat('rdjson', report, TEXTS, INFO)).diagnostics
  assert.is('suggestions' in shown, false)
})

test('the problem matcher reads every line of compact', () => {
  const { problemMatcher } = JSON.parse(
    readFileSync(new URL('../../../../docs/problem-matcher.json', import.meta.url), 'utf8'),
  )
  const [{ pattern }] = problemMatcher
  const [{ regexp, ...groups }] = pattern
  const text = `${renderFormat('compact', REPORT, TEXTS, INFO)}${renderFormat('compact', UNREAD, TEXTS, INFO)}`
  const read = text
    .trimEnd()
    .split('\n')
    .map((line) => new RegExp(regexp).exec(line))
    .map((found) =>
      Object.fromEntries(Object.entries(groups).map(([name, at]) => [name, found?.[at as number]])),
    )
  assert.equal(read[0], {
    file: 'eccluster.conf',
    line: '2',
    column: '7',
    severity: 'error',
    code: 'schema/unknown-option',
    message: 'Unknown option "Idle_Tiem" in scope Esmtp_Listener. Did you mean "Idle_Time"?',
  })
  assert.equal(
    read.map(({ code }) => code),
    [
      'schema/unknown-option',
      'schema/duplicate-option',
      'style/option-name',
      'syntax/unclosed-string',
      'not-checked',
      'not-checked',
    ],
  )
})

test('json: as renderJson', () => {
  assert.is(renderFormat('json', REPORT, TEXTS, INFO), renderJson(REPORT, TEXTS))
})

test('no format shows a secret or a control character', () => {
  // The JSON has whole texts, and its own tests.
  for (const format of REPORT_FORMATS.filter((name) => name !== 'json')) {
    const output = renderFormat(format, REPORT, TEXTS, INFO)
    assert.not.match(output, 's3cret', format)
    assert.is(/[^\n\x20-\x7e]/.test(output), false, format)
    assert.not.match(output, '\\ud', format)
  }
})

test.run()
