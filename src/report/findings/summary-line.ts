import { counted, type Diagnostic, type Severity } from '../../diagnostics/index.js'
import { isFixable } from './pretty.js'

/** What was looked at. */
export interface Checked {
  readonly files: readonly string[]
  readonly configurations: readonly { readonly role: 'manager' | 'node' | 'unknown' }[]
  /** How many findings are passed over because a comment or a baseline asks for it. */
  readonly suppressed?: number
}

/** Fixes that were looked for and not written. */
export interface LeftFixes {
  /** How many findings there would be less. */
  readonly findings: number
  /** The flags that write them: `--fix --write`. */
  readonly flags: string
}

/**
 * The closing line of a report: what was looked at, how much was found, and what can be done about
 * it. Without a newline.
 * @param fixFlag the flag that applies safe fixes, where the reader can use one: `--fix`
 * @param left what came of that flag already: then there is no need to speak of it
 */
export function summaryLine(
  { files, configurations, suppressed = 0 }: Checked,
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
