import { type ExplainedCode, explainedCodes } from '../../diagnostics/explanations/index.js'

type Prefix = ExplainedCode extends `${infer P}/${string}` ? P : never

/** What the codes with each prefix are about. */
const PREFIXES: Readonly<Record<Prefix, string>> = {
  syntax: 'What cannot be read',
  style: 'Accepted, but not as the documents write it',
  include: 'Included files',
  schema: 'Options, scopes and values',
  reference: 'Names that lead to something else',
  overlay: 'Overlays',
  version: 'Product versions',
  security: 'Security',
  settings: 'What tells the linter what to do',
}

/** The codes that begin with one prefix. */
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
