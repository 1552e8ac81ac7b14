import type { Role } from '../../config/index.js'
import type { DiagnosticCode } from '../../diagnostics/index.js'
import type { AnyRule } from './rule.js'
import type { LintOptions } from './settings.js'

/** Codes whose findings depend on the machine or on options of the run. */
const BY_CIRCUMSTANCES: ReadonlySet<DiagnosticCode> = new Set([
  'reference/missing-file',
  'schema/needs-restart',
  'schema/site-rule',
  'security/readable-secret',
])

/**
 * Returns a test for the codes that this run always finds where they apply. Only for these can a
 * suppression be reported as unused.
 * @param textRules the rules that need no configuration, so that a fragment shows them everything
 */
export function judgedCodes(
  textRules: readonly AnyRule[],
  role: Role,
  { rules = {}, fragment, incomplete, target }: LintOptions,
): (code: DiagnosticCode) => boolean {
  const whole = !fragment && !incomplete
  return (code) => {
    if (rules[code] === 'off') return false
    if (!whole) return textRules.some(({ codes }) => codes.includes(code))
    if (code.startsWith('include/') || BY_CIRCUMSTANCES.has(code)) return false
    if (code.startsWith('version/')) return target !== undefined
    return code !== 'schema/wrong-program' || role !== 'unknown'
  }
}
