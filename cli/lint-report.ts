import { shownFiles } from '../src/project/targets/findings.js'
import type { LintTarget } from '../src/project/targets/lint-targets.js'
import {
  type JsonReport,
  type LeftFixes,
  type ReportTexts,
  renderJson,
  renderPretty,
  summaryLine,
} from '../src/report/index.js'
import { type Looks, palette } from './terminal.js'

/** What `lint` says, before it is printed in one form or another. */
export function reportOf(
  targets: readonly LintTarget[],
  findings: Pick<JsonReport, 'diagnostics' | 'suppressed'>,
): JsonReport {
  const wholes = targets.filter(({ fragment }) => !fragment)
  return {
    files: [...new Set(targets.flatMap((target) => [...shownFiles(target)]))],
    configurations: wholes.map(({ configuration }) => ({
      main: configuration.main.name,
      role: configuration.role,
      files: configuration.files.map(({ name }) => name),
    })),
    ...findings,
  }
}

/** A form in which the findings are printed. */
export type ReportWriter = (
  report: JsonReport,
  texts: ReportTexts,
  targets: readonly LintTarget[],
  /** Fixes that were not written. */
  left?: LeftFixes,
) => string

export const writeJson: ReportWriter = renderJson

/** The flag that applies safe fixes. */
const FIX_FLAG = '--fix'

/** For people: the findings, the files that were looked at, and how many there are of each. */
export function prettyWriter(looks: Looks): ReportWriter {
  const options = { palette: palette(looks), ...(looks.width && { width: looks.width }) }
  return (report, texts, targets, left) => {
    if (targets.length === 0) return ''
    const text = renderPretty(report.diagnostics, texts, { ...options, fixFlag: FIX_FLAG })
    return [text && `${text}\n`, fileList(targets), closingLine(report, left)].join('')
  }
}

/** How many findings there are of each severity, and what can be done about them. */
export function closingLine(report: JsonReport, left?: LeftFixes): string {
  return `${summaryLine(report, report.diagnostics, FIX_FLAG, left)}\n`
}

/** How many files of a configuration are named before they are only counted. */
const MOST_NAMED = 12

/** Which files were read: the main file, and below it what it includes. */
function fileList(targets: readonly LintTarget[]): string {
  const lines: string[] = []
  for (const target of targets) {
    const { configuration, only } = target
    const shown = [...shownFiles(target)]
    for (const name of shown.slice(0, MOST_NAMED)) {
      const indent = name === configuration.main.name || only ? '' : '  '
      lines.push(`${indent}${name}\n`)
    }
    if (shown.length > MOST_NAMED) lines.push(`  ... and ${shown.length - MOST_NAMED} more\n`)
  }
  return lines.join('')
}
