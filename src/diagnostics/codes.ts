import { EXPLAINED_CODES } from './codes.generated.js'

/** How bad a finding is. An `error` makes `ecconf lint` exit 1. */
export type Severity = 'error' | 'warning' | 'info'

/**
 * Every code there is, with the severity it has by default. `syntax/` is what the parsers find and
 * nothing else does. The front matter of its page in `docs/rules/` says what there is to say of a
 * code that a text can get; the others have no page.
 */
export const CODES = {
  ...EXPLAINED_CODES,
  // About a change.
  'schema/needs-restart': 'info',
  // About three texts.
  'overlay/merge-conflict': 'error',
} as const satisfies Record<string, Severity>

export type DiagnosticCode = keyof typeof CODES

/** The codes that have an explanation: all that a text can get. */
export type ExplainedCode = keyof typeof EXPLAINED_CODES
