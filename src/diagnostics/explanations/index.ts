/**
 * The explanations of all codes, compiled by the build from the pages in `docs/rules/`. They are
 * long, so nothing that `ecconf lint` loads may import them.
 */
import { EXPLAINED_CODES } from '../codes.generated.js'
import type { DiagnosticCode, ExplainedCode } from '../codes.js'
import type { Explanation } from './explanation.js'
import { explanations as explanationsText } from './texts.generated.js'

export type { ExplainedCode } from '../codes.js'
export type { Example, Explanation } from './explanation.js'

let explanations: Readonly<Record<ExplainedCode, Explanation>> | undefined

/** The explanation of a code; undefined for a code that no text can get. */
export function explanation(code: ExplainedCode): Explanation
export function explanation(code: DiagnosticCode): Explanation | undefined
export function explanation(code: DiagnosticCode): Explanation | undefined {
  explanations ??= JSON.parse(explanationsText()) as Readonly<Record<ExplainedCode, Explanation>>
  return explanations[code as ExplainedCode]
}

/** The codes with an explanation, by prefix and name. */
export function explainedCodes(): ExplainedCode[] {
  return Object.keys(EXPLAINED_CODES) as ExplainedCode[]
}
