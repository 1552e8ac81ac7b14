import type { Role } from '../../config/index.js'
import type { DiagnosticCode } from '../../diagnostics/index.js'
import type { AnyRule } from './rule.js'
import type { LintOptions } from './settings.js'

/** What is found depends on the machine, or on what only some runs are told. */
const BY_CIRCUMSTANCES: ReadonlySet<DiagnosticCode> = new Set([
  'reference/missing-file',
  'schema/needs-restart',
  'schema/site-rule',
  'security/readable-secret',
])

/**
 * Tells the codes that a run finds wherever there is anything to find: of the others nobody can say
 * that a comment suppresses nothing.
 * @param textRules the rules that also see all there is to see in a fragment
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
