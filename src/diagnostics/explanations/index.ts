/**
 * What there is to say about every code: the pages in `docs/rules/`, compiled in by the build. Long
 * texts for people: nothing that `ecconf lint` loads may import them.
 */
import { EXPLAINED_CODES } from '../codes.generated.js'
import type { DiagnosticCode, ExplainedCode } from '../codes.js'
import type { Explanation } from './explanation.js'
import { explanations as explanationsText } from './texts.generated.js'

export type { ExplainedCode } from '../codes.js'
export type { Example, Explanation } from './explanation.js'

let explanations: Readonly<Record<ExplainedCode, Explanation>> | undefined

/** What there is to say about a code; undefined when it is none that a text can get. */
export function explanation(code: ExplainedCode): Explanation
export function explanation(code: DiagnosticCode): Explanation | undefined
export function explanation(code: DiagnosticCode): Explanation | undefined {
  explanations ??= JSON.parse(explanationsText()) as Readonly<Record<ExplainedCode, Explanation>>
  return explanations[code as ExplainedCode]
}

/** The codes that have an explanation, by prefix and name. */
export function explainedCodes(): ExplainedCode[] {
  return Object.keys(EXPLAINED_CODES) as ExplainedCode[]
}
