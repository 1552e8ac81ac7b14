import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostics/index.js'

export interface LintOptions {
  /** For each code, another severity, or `off`. */
  readonly rules?: Readonly<Partial<Record<DiagnosticCode, 'off' | Severity>>>
  /**
   * The main file is a fragment: it may be the inside of any stanza, and rules about whole
   * configurations do not run.
   */
  readonly fragment?: boolean
  /**
   * The main file is complete but not all of the configuration was read, so rules about whole
   * configurations do not run.
   */
  readonly incomplete?: boolean
  /** Findings from elsewhere, to be sorted in; settings and suppressions apply to them. */
  readonly more?: readonly Diagnostic[]
  /**
   * The product version to check against: `4.2.28`. Without it, rules about versions do not run.
   */
  readonly target?: string
}

/** The rules of which at least one code is not switched off. */
export function activeRules<R extends { readonly codes: readonly DiagnosticCode[] }>(
  rules: readonly R[],
  { rules: settings = {} }: LintOptions,
): R[] {
  return rules.filter(({ codes }) => codes.some((code) => settings[code] !== 'off'))
}

/** The findings that are not switched off, with the severities of the settings. */
export function withSettings(
  diagnostics: Iterable<Diagnostic>,
  { rules: settings = {} }: LintOptions,
): Diagnostic[] {
  const kept: Diagnostic[] = []
  for (const diagnostic of diagnostics) {
    const severity = settings[diagnostic.code]
    if (severity === 'off') continue
    kept.push(severity === undefined ? diagnostic : { ...diagnostic, severity })
  }
  return kept
}
