/**
 * What there is to say about every code. Long texts for people: nothing that `ecconf lint` loads may
 * import them.
 */
import type { DiagnosticCode } from '../codes.js'
import type { ExplainedCode, Explanation } from './explanation.js'
import { INCLUDE } from './include.js'
import { OVERLAY } from './overlay.js'
import { REFERENCE } from './reference.js'
import { SCHEMA } from './schema.js'
import { SECURITY } from './security.js'
import { SETTINGS } from './settings.js'
import { STYLE } from './style.js'
import { SYNTAX } from './syntax.js'
import { VERSION } from './version.js'

export type { Example, ExplainedCode, Explanation } from './explanation.js'

const EXPLANATIONS: Readonly<Record<ExplainedCode, Explanation>> = {
  ...SYNTAX,
  ...STYLE,
  ...INCLUDE,
  ...SCHEMA,
  ...REFERENCE,
  ...OVERLAY,
  ...VERSION,
  ...SECURITY,
  ...SETTINGS,
}

/** What there is to say about a code; undefined when it is none that a text can get. */
export function explanation(code: ExplainedCode): Explanation
export function explanation(code: DiagnosticCode): Explanation | undefined
export function explanation(code: DiagnosticCode): Explanation | undefined {
  return (EXPLANATIONS as Readonly<Partial<Record<DiagnosticCode, Explanation>>>)[code]
}

/** The codes that have an explanation, by prefix and name. */
export function explainedCodes(): ExplainedCode[] {
  return Object.keys(EXPLANATIONS) as ExplainedCode[]
}
