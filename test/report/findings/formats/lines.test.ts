import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { renderFormat } from '../../../../src/report/findings/formats/index.js'
import { REPORT_FORMATS } from '../../../../src/report/formats/names.js'
import { renderJson } from '../../../../src/report/index.js'
import { typo } from '../texts.js'
import { INFO, NOTHING, REPORT, TEXTS } from './report.js'

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
  const info = { ...INFO, path: () => 'a,line=9::b%\nc', failures: ['d\n::warning::e 100%'] }
  assert.is(
    renderFormat('github', { ...NOTHING, diagnostics: [finding] }, TEXTS, info),
    `::error file=a%2Cline=9%3A%3Ab%25\\nc,title=schema/unknown-option::a\\r\\n::error::b %250A%0Ac
::error title=ecconf::d\\n::warning::e 100%25
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
