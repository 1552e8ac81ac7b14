import {
  type Example,
  type ExplainedCode,
  explainedCodes,
  explanation,
} from '../../diagnostics/explanations/index.js'
import { CODES, type Diagnostic } from '../../diagnostics/index.js'
import { exampleFlags } from './example-flags.js'

/**
 * The explanation of a code, for programs.
 * @param findings in the wrong example
 */
export function codeJson(code: ExplainedCode, findings: readonly Diagnostic[]) {
  const { title, text, wrong, right } = explanation(code)
  const fix = findings.flatMap(({ fixes = [] }) => fixes)[0]
  return {
    code,
    severity: CODES[code],
    title,
    text,
    wrong: exampleJson(wrong),
    right: exampleJson(right),
    fix: fix === undefined ? null : { title: fix.title, safety: fix.safety },
  }
}

/** All codes with their severities and titles. */
export function codesJson() {
  return explainedCodes().map((code) => ({
    code,
    severity: CODES[code],
    title: explanation(code).title,
  }))
}

function exampleJson(example: Example) {
  const { files, readable = [] } = example
  return {
    files: Object.entries(files).map(([name, text]) => ({
      name,
      text,
      readable: readable.includes(name),
    })),
    flags: exampleFlags(example),
  }
}
