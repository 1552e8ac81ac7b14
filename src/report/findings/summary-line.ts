import { counted, type Diagnostic, type Severity } from '../../diagnostics/index.js'
import { isFixable } from './pretty.js'

/** What was checked. */
export interface Checked {
  readonly files: readonly string[]
  readonly configurations: readonly { readonly role: 'manager' | 'node' | 'unknown' }[]
  /** The number of findings suppressed by comments or a baseline. */
  readonly suppressed?: number
  /** What could not be read. */
  readonly notChecked?: readonly unknown[]
}

/** Fixes that were found but not written. */
export interface LeftFixes {
  /** How many findings the fixes would remove. */
  readonly findings: number
  /** The flags that write the fixes: `--fix --write`. */
  readonly flags: string
}

/**
 * The last line of a report: what was checked, how much was found, and what can be done, without a
 * newline.
 * @param fixFlag the flag that applies safe fixes, if the reader can use it: `--fix`
 * @param left the outcome when that flag was used already, so that it need not be mentioned
 */
export function summaryLine(
  { files, configurations, suppressed = 0, notChecked = [] }: Checked,
  diagnostics: readonly Diagnostic[],
  fixFlag?: string,
  left?: LeftFixes,
): string {
  const found = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = countOf(diagnostics, severity)
    return number === 0 ? [] : [counted(number, severity)]
  })
  const roles = configurations.map(({ role }) => role).filter((role) => role !== 'unknown')
  const names = roles.length === 0 ? '' : ` (${[...new Set(roles)].join(', ')})`
  const checked = [
    counted(files.length, 'file'),
    ...(configurations.length === 0
      ? []
      : [`${counted(configurations.length, 'configuration')}${names}`]),
  ]
  const fixable = diagnostics.filter(isFixable).length
  const advice =
    fixFlag === undefined || fixable === 0 || left !== undefined
      ? ''
      : `  ${fixable} can be fixed with ${fixFlag}.`
  const results = [
    (found.join(', ') || 'no findings') + leftText(left, diagnostics.length),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(notChecked.length > 0 ? [`${notChecked.length} not checked`] : []),
  ]
  return `${checked.join(', ')}: ${results.join(', ')}.${advice}`
}

function leftText(left: LeftFixes | undefined, all: number): string {
  if (left === undefined || left.findings <= 0) return ''
  const { findings, flags } = left
  return findings === all
    ? `, which ${flags} would mend`
    : `, of which ${flags} would mend ${findings}`
}

export function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
}
