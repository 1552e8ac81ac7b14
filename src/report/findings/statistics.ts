import type { Diagnostic, DiagnosticCode, Severity } from '../../diagnostics/index.js'
import { type Palette, PLAIN } from '../layout/palette.js'
import { isFixable } from './pretty.js'

/** How often a rule has found something. */
export interface RuleCount {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly count: number
  /** How many of them a safe fix mends. */
  readonly fixable: number
}

/** The findings counted by rule, the most frequent first. */
export function countsByRule(diagnostics: readonly Diagnostic[]): RuleCount[] {
  const counts = new Map<string, RuleCount>()
  for (const diagnostic of diagnostics) {
    const { code, severity } = diagnostic
    const key = `${severity} ${code}`
    const { count, fixable } = counts.get(key) ?? { count: 0, fixable: 0 }
    const more = isFixable(diagnostic) ? 1 : 0
    counts.set(key, { code, severity, count: count + 1, fixable: fixable + more })
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
}

/** A line for each rule: `  12  error    schema/unknown-option  (3 can be fixed)`. */
export function statisticsText(counts: readonly RuleCount[], colours: Palette = PLAIN): string {
  const paints = { error: colours.red, warning: colours.yellow, info: colours.cyan }
  const width = Math.max(0, ...counts.map(({ count }) => grouped(count).length))
  return counts
    .map(({ code, severity, count, fixable }) => {
      const number = grouped(count).padStart(width)
      const gap = ' '.repeat('warning'.length - severity.length)
      const advice = fixable === 0 ? '' : `  (${grouped(fixable)} can be fixed)`
      return `  ${number}  ${paints[severity](severity)}${gap}  ${code}${advice}\n`
    })
    .join('')
}

/** The counts as data. */
export function statisticsJson(counts: readonly RuleCount[]): string {
  return `${JSON.stringify({ version: 1, statistics: counts }, undefined, 2)}\n`
}

/** A number with its thousands set apart: `29,980`. */
export function grouped(count: number): string {
  return `${count}`.replace(/\B(?=(?:\d{3})+$)/g, ',')
}
