import type { Diagnostic, Severity } from '../../diagnostics/index.js'

/** A report that may have only some of its findings. */
interface Limited {
  readonly diagnostics: readonly Diagnostic[]
  /** All of them, where those are the worst. */
  readonly all?: readonly Diagnostic[]
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/**
 * A report with at most so many findings, the worst first. It still knows how many there are; one
 * that has no more stays as it is.
 */
export function worstOf<R extends Limited>(report: R, most: number): R {
  const { diagnostics, all = diagnostics } = report
  if (diagnostics.length <= most) return report
  const worst = diagnostics.toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity])
  return { ...report, diagnostics: worst.slice(0, most), all }
}

/** How many findings a report leaves out. */
export function leftOut({ diagnostics, all = diagnostics }: Limited): number {
  return all.length - diagnostics.length
}

/** The findings that a report is about, also those that it leaves out. */
export function allFindings({ diagnostics, all = diagnostics }: Limited): readonly Diagnostic[] {
  return all
}
