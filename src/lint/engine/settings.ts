import type { Configuration } from '../../config/index.js'
import type { Diagnostic, DiagnosticCode, Severities } from '../../diagnostics/index.js'

export interface LintOptions {
  /** For each code, another severity, or `off`; before those that the configuration was loaded with. */
  readonly rules?: Severities
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
  /** The statements are about to be written: what a site's schemas ask of single values counts. */
  readonly toBeWritten?: boolean
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

/** The options for a configuration: its own severities count where the options say nothing. */
export function optionsFor<O extends LintOptions>(
  { options: { rules } }: Pick<Configuration, 'options'>,
  given: O,
): O {
  return rules === undefined ? given : { ...given, rules: { ...rules, ...given.rules } }
}

/** Findings with the severities of the configuration that they are about. */
export function judged(
  diagnostics: readonly Diagnostic[],
  { options: { rules } }: Configuration,
): Diagnostic[] {
  return rules === undefined ? [...diagnostics] : withSettings(diagnostics, { rules })
}
