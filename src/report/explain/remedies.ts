import type { Diagnostic, DiagnosticCode } from '../../diagnostics/index.js'
import { isFixedCode } from '../../lint/engine/codes.js'
import type { Row } from '../layout/page.js'

/** The fix that `ecconf lint` has for an example; undefined for none. */
export function fixText(findings: readonly Diagnostic[]): string | undefined {
  const [fix] = findings.flatMap(({ fixes = [] }) => fixes)
  if (fix === undefined) return undefined
  return fix.safety === 'safe'
    ? `${fix.title}: \`ecconf lint --fix\`.`
    : `${fix.title}: \`ecconf lint --fix --unsafe-fixes\`. It is a guess: look at the result.`
}

/** Why a code cannot be switched off; undefined when it can be. */
export function whyFixed(code: DiagnosticCode): string | undefined {
  return code.startsWith('syntax/')
    ? 'It cannot be switched off: what stands behind it is read by guess.'
    : undefined
}

/** How to switch a code off for a line, for a run, and for a project. */
export function waysToSwitchOff(code: DiagnosticCode): Row[] {
  const comment: Row = ['one line', `# ecconf-disable-next-line ${code} -- REASON`]
  return [
    ...(isFixedCode(code) ? [] : [comment]),
    ['one run', `ecconf lint --rule ${code}=off`],
    ['a project', `ecconf.json: { "rules": { "${code}": "off" } }`],
  ]
}
