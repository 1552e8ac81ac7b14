import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostics/index.js'

export interface LintOptions {
  /** Another severity for a code, or none. */
  readonly rules?: Readonly<Partial<Record<DiagnosticCode, 'off' | Severity>>>
  /**
   * The main file is a fragment: it may be the inside of any stanza, and what rules say about whole
   * configurations does not hold.
   */
  readonly fragment?: boolean
  /**
   * Not all of the configuration was read, though the main file is one: what rules say about whole
   * configurations does not hold.
   */
  readonly incomplete?: boolean
  /** What others found in the configuration: it is sorted in, and settings and comments apply. */
  readonly more?: readonly Diagnostic[]
  /** The product version to check against, such as `4.2.28`; rules about versions are silent without. */
  readonly target?: string
}

/** The rules that may find something that is not switched off. */
export function activeRules<R extends { readonly codes: readonly DiagnosticCode[] }>(
  rules: readonly R[],
  { rules: settings = {} }: LintOptions,
): R[] {
  return rules.filter(({ codes }) => codes.some((code) => settings[code] !== 'off'))
}

/** The findings that are not switched off, with the severity that the settings give them. */
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
