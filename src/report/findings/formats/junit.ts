import { counted, type Diagnostic } from '../../../diagnostics/index.js'
import { countOf } from '../summary-line.js'
import type { ReportTexts } from '../texts.js'
import { byFile } from './by-file.js'
import type { Renderer } from './format.js'
import { sentence, startOf } from './words.js'
import { xmlTag, xmlText } from './xml.js'

/**
 * The XML of JUnit: one test case for each file, which fails for errors and warnings. They are all
 * in one `failure`, because Jenkins and GitLab read only the first of a test case. What could not
 * be checked is a test case with an `error`.
 */
export const renderJunit: Renderer = (report, texts, { path, failures = [] }) => {
  const files = [...byFile(report)].map(([file, findings]) => ({
    attributes: { classname: 'ecconf', name: path(file), file: path(file) },
    wrong: findings.filter(({ severity }) => severity !== 'info'),
  }))
  const cases = [
    ...files.map(({ attributes, wrong }) =>
      testCase(attributes, wrong.length === 0 ? [] : [failure(wrong, texts)]),
    ),
    ...failures.map((message) =>
      testCase({ classname: 'ecconf', name: message }, [`<${xmlTag('error', { message })}/>`]),
    ),
  ]
  const counts = {
    name: 'ecconf',
    tests: cases.length,
    failures: files.filter(({ wrong }) => wrong.length > 0).length,
    errors: failures.length,
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${xmlTag('testsuites', counts)}>`,
    `  <${xmlTag('testsuite', counts)}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(attributes: Readonly<Record<string, string>>, inside: readonly string[]): string {
  const tag = xmlTag('testcase', attributes)
  if (inside.length === 0) return `    <${tag}/>`
  return [`    <${tag}>`, ...inside.map((line) => `      ${line}`), '    </testcase>'].join('\n')
}

/** The element for all findings of a file, one line each. */
function failure(findings: readonly Diagnostic[], texts: ReportTexts): string {
  const errors = countOf(findings, 'error')
  const warnings = countOf(findings, 'warning')
  const message = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(', ')
  const lines = findings.map((diagnostic) => {
    const { line, column } = startOf(diagnostic, texts)
    const { severity, code } = diagnostic
    return xmlText(`${line}:${column}: ${severity} ${code}: ${sentence(diagnostic, texts)}`)
  })
  const tag = xmlTag('failure', { type: errors > 0 ? 'error' : 'warning', message })
  return `<${tag}>${lines.join('\n')}</failure>`
}
