import { type ExplainedCode, explainedCodes } from '../../diagnostics/explanations/index.js'
import { PREFIXES } from '../../diagnostics/prefixes.js'

/** The codes with one prefix. */
export interface CodeGroup {
  readonly prefix: string
  readonly title: string
  readonly codes: readonly ExplainedCode[]
}

/** All codes, by prefix. */
export function codeGroups(): CodeGroup[] {
  const codes = explainedCodes().sort()
  return Object.entries(PREFIXES).map(([prefix, title]) => ({
    prefix,
    title,
    codes: codes.filter((code) => code.startsWith(`${prefix}/`)),
  }))
}
