import { type Diagnostic, diagnostic, fix } from '../../../../src/diagnostics/index.js'
import type { FormatInfo } from '../../../../src/report/findings/formats/index.js'
import type { JsonReport, ReportTexts } from '../../../../src/report/index.js'
import { textsOf, typo } from '../texts.js'

/** A main file with an emoji before the finding, so that columns are no UTF-16 units. */
const MAIN = 'ESMTP_Listener {\n  "\u{1f600}" Idle_Tiem = 300\n}\ninclude "p.conf"\n'

/** A secret, a byte that is no UTF-8, and a control character. */
const PART = new Uint8Array([...Buffer.from('a = "s3cret-41"\nb = "<'), 0xe9, 0x1b, 0x22, 0x0a])

export const TEXTS: ReportTexts = textsOf({ 'eccluster.conf': MAIN, 'p.conf': PART }, ['s3cret-41'])

const partText = TEXTS.source('p.conf')?.text ?? ''

const include = {
  file: 'eccluster.conf',
  start: MAIN.indexOf('include'),
  end: MAIN.length - 1,
}

const unclosed = diagnostic(
  'syntax/unclosed-string',
  { file: 'p.conf', start: 20, end: partText.length },
  `Wrong value ${partText.slice(20, 24)}`,
  {
    detail: '50%, a:b & "c"\u0007',
    related: [{ ...include, note: 'included from eccluster.conf:4' }],
  },
)

const weak = diagnostic(
  'schema/duplicate-option',
  { file: 'p.conf', start: 0, end: 1 },
  'Is "s3cret-41" set twice?',
  {
    detail: 'Take it out.',
    fixes: [
      fix('Write it again', 'unsafe', 'p.conf', [{ start: 4, end: 15, text: '"s3cret-41"' }]),
      fix('Take it out', 'unsafe', 'p.conf', [{ start: 0, end: 16, text: '' }]),
    ],
  },
)

const info = diagnostic('style/option-name', { file: 'p.conf', start: 16, end: 17 }, 'Odd "b"')

const DIAGNOSTICS: readonly Diagnostic[] = [typo('eccluster.conf', MAIN), weak, info, unclosed]

export const REPORT: JsonReport = {
  files: ['eccluster.conf', 'p.conf', 'empty.conf'],
  configurations: [],
  diagnostics: DIAGNOSTICS,
}

/** What could not be read: a name that breaks lines and properties, and one of no file. */
export const UNREAD: JsonReport = {
  files: ['p.conf'],
  configurations: [],
  diagnostics: [],
  notChecked: [
    { file: 'no,ne\n.conf', reason: 'permission denied 100%' },
    { file: '', reason: 'nothing' },
  ],
}

export const NOTHING: JsonReport = { files: [], configurations: [], diagnostics: [] }

export const INFO: FormatInfo = {
  version: '1.2.3',
  path: (file) => `conf/${file}`,
  rule: (code) =>
    code === 'schema/unknown-option'
      ? { title: 'A `name` that nobody knows', text: ['First `a`.', 'Second.'] }
      : undefined,
  fingerprint: ({ code, start }) => `${code}@${start}`,
  home: 'https://example.com/lint',
  page: (code) => `https://example.com/rules/${code}`,
  verdict: { failing: ['error'], unmet: [] },
}
