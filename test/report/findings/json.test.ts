import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { diagnostic, fix } from '../../../src/diagnostics/index.js'
import { type JsonReport, type ReportTexts, renderJson } from '../../../src/report/index.js'
import { textsOf, typo } from './texts.js'

const test = suite('renderJson')

function render(diagnostics: JsonReport['diagnostics'], texts: ReportTexts) {
  return JSON.parse(renderJson({ files: [], configurations: [], diagnostics }, texts))
}

test('the shape of the contract', () => {
  const text = '\ufeff# größe \u{1f600}\r\n  \u{1f600} Idle_Tiem = 1\n'
  const configuration = { main: 'a.conf', role: 'manager' as const, files: ['a.conf'] }
  const finding = {
    ...typo('a.conf', text),
    related: [{ file: 'a.conf', start: 1, end: 2, note: 'first' }],
  }
  const output = renderJson(
    { files: ['a.conf'], configurations: [configuration], diagnostics: [finding], suppressed: 2 },
    textsOf({ 'a.conf': text }),
  )
  assert.ok(output.endsWith('}\n'))
  const at = text.indexOf('Idle')
  const start = { offset: at, line: 2, column: 5 }
  const end = { offset: at + 9, line: 2, column: 14 }
  assert.equal(JSON.parse(output), {
    version: 1,
    files: ['a.conf'],
    configurations: [configuration],
    diagnostics: [
      {
        code: 'schema/unknown-option',
        severity: 'error',
        summary: 'Unknown option "Idle_Tiem" in scope Esmtp_Listener',
        detail: 'Did you mean "Idle_Time"?',
        file: 'a.conf',
        start,
        end,
        related: [
          {
            file: 'a.conf',
            start: { offset: 1, line: 1, column: 1 },
            end: { offset: 2, line: 1, column: 2 },
            note: 'first',
          },
        ],
        fixes: [
          {
            title: 'Write "Idle_Time"',
            safety: 'safe',
            edits: [{ file: 'a.conf', edits: [{ start, end, text: 'Idle_Time' }] }],
          },
        ],
      },
    ],
    summary: { errors: 1, warnings: 0, infos: 0, suppressed: 2 },
  })
})

test('what a finding has not got', () => {
  const finding = diagnostic('style/array-comma', { file: 'a', start: 0, end: 1 }, 'x')
  const { diagnostics, summary } = render([finding], textsOf({ a: ',' }))
  assert.equal(diagnostics[0].related, [])
  assert.equal(diagnostics[0].fixes, [])
  assert.is('detail' in diagnostics[0], false)
  assert.equal(summary, { errors: 0, warnings: 0, infos: 1, suppressed: 0 })
})

test('secrets are masked in words, and a fix that writes one is left out', () => {
  const text = 'password = sunny\n'
  const place = { file: 'a', start: 11, end: 16 }
  const finding = diagnostic('schema/wrong-type', place, 'Wrong value "sunny"', {
    detail: 'Not sunny.',
    fixes: [
      fix('Write "sunny"', 'safe', 'a', [{ start: 11, end: 16, text: '"sunny"' }]),
      fix('Put it in quotes', 'safe', 'a', [{ start: 11, end: 11, text: '"' }]),
    ],
  })
  const masked = render([finding], textsOf({ a: text }, ['sunny'])).diagnostics[0]
  assert.not.match(JSON.stringify(masked), 'sunny')
  assert.is(masked.summary, 'Wrong value "****"')
  assert.equal(
    masked.fixes.map(({ title }: { title: string }) => title),
    ['Put it in quotes'],
  )
  const shown = render([finding], { source: textsOf({ a: text }).source }).diagnostics[0]
  assert.is(shown.fixes.length, 2)
})

test('a text that nobody has', () => {
  const { diagnostics } = render([typo('gone', 'Idle_Tiem')], textsOf({}))
  assert.equal(diagnostics[0].start, { offset: 0, line: 1, column: 1 })
})

test.run()
