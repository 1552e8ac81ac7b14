import { counted, type Diagnostic } from '../../../diagnostics/index.js'
import { notCheckedLine } from '../not-checked.js'
import { countOf } from '../summary-line.js'
import type { ReportTexts } from '../texts.js'
import { byFile } from './by-file.js'
import type { Renderer } from './format.js'
import { sentence, startOf } from './words.js'
import { xmlTag, xmlText } from './xml.js'

/**
 * The XML of JUnit: one test case for each file, which fails for what makes the exit status 1. All
 * that is found in a file is in one `failure`, because Jenkins and GitLab read only the first of a
 * test case; where nothing of it is a failure, it is the output of the test case. Other reasons for
 * the exit status are test cases of their own, and what could not be checked is one with an `error`.
 */
export const renderJunit: Renderer = (report, texts, { path, verdict }) => {
  const { notChecked = [] } = report
  const files = [...byFile(report)].map(([file, findings]) => {
    const wrong = findings.filter(({ severity }) => severity !== 'info')
    const fails = wrong.some(({ severity }) => verdict.failing.includes(severity))
    return { attributes: { name: path(file), file: path(file) }, wrong, fails }
  })
  const cases = [
    ...files.map(({ attributes, wrong, fails }) =>
      testCase(attributes, fails ? [failure(wrong, texts)] : output(wrong, texts)),
    ),
    ...verdict.unmet.map((message) =>
      testCase({ name: message }, [`<${xmlTag('failure', { type: 'error', message })}/>`]),
    ),
    ...notChecked.map((each) => {
      const message = notCheckedLine(each)
      return testCase({ name: message }, [`<${xmlTag('error', { message })}/>`])
    }),
  ]
  const counts = {
    name: 'ecconf',
    tests: cases.length,
    failures: files.filter(({ fails }) => fails).length + verdict.unmet.length,
    errors: notChecked.length,
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
  const tag = xmlTag('testcase', { classname: 'ecconf', ...attributes })
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
  const tag = xmlTag('failure', { type: errors > 0 ? 'error' : 'warning', message })
  return `<${tag}>${linesOf(findings, texts)}</failure>`
}

/** The element for findings that fail nothing; none without any. */
function output(findings: readonly Diagnostic[], texts: ReportTexts): string[] {
  return findings.length === 0 ? [] : [`<system-out>${linesOf(findings, texts)}</system-out>`]
}

function linesOf(findings: readonly Diagnostic[], texts: ReportTexts): string {
  const lines = findings.map((diagnostic) => {
    const { line, column } = startOf(diagnostic, texts)
    const { severity, code } = diagnostic
    return xmlText(`${line}:${column}: ${severity} ${code}: ${sentence(diagnostic, texts)}`)
  })
  return lines.join('\n')
}
