import { EXPLAINED_CODES } from './codes.generated.js'

/** The severity of a finding. With an `error`, `ecconf lint` exits with 1. */
export type Severity = 'error' | 'warning' | 'info'

/**
 * All codes with their default severities. Codes with `syntax/` come only from the parsers. A code
 * that a text can get is described in the front matter of its page in `docs/rules/`; other codes
 * have no page.
 */
export const CODES = {
  ...EXPLAINED_CODES,
  // For changes.
  'schema/needs-restart': 'info',
  // For merges of three texts.
  'overlay/merge-conflict': 'error',
} as const satisfies Record<string, Severity>

export type DiagnosticCode = keyof typeof CODES

/** The codes with an explanation, which are those that a text can get. */
export type ExplainedCode = keyof typeof EXPLAINED_CODES
