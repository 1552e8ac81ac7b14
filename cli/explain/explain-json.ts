import {
  type Example,
  type ExplainedCode,
  explainedCodes,
  explanation,
} from '../../src/diagnostics/explanations/index.js'
import { CODES } from '../../src/diagnostics/index.js'
import { exampleFlags } from './example-flags.js'
import { lintExample } from './lint-example.js'

/** All there is to say about a code, for programs. */
export async function codeJson(code: ExplainedCode) {
  const { title, text, wrong, right } = explanation(code)
  const { findings } = await lintExample(wrong)
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

/** Every code with its severity and title. */
export function listJson() {
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
