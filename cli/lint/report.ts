import type { DialectFile } from '../../src/project/dialects/file.js'
import { shownFiles } from '../../src/project/targets/findings.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import {
  type JsonReport,
  type LeftFixes,
  type ReportTexts,
  renderJson,
  renderPretty,
  summaryLine,
  visible,
} from '../../src/report/index.js'
import { type Looks, palette } from '../terminal/terminal.js'

/** What `lint` says, before it is printed in one form or another. */
export function reportOf(
  targets: readonly LintTarget[],
  dialectFiles: readonly DialectFile[],
  findings: Pick<JsonReport, 'diagnostics' | 'suppressed'>,
): JsonReport {
  const wholes = targets.filter(({ fragment }) => !fragment)
  return {
    files: [
      ...new Set(targets.flatMap((target) => [...shownFiles(target)])),
      ...dialectFiles.map(({ name }) => name),
    ],
    configurations: wholes.map(({ configuration, node }) => ({
      main: configuration.main.name,
      role: configuration.role,
      files: configuration.files.map(({ name }) => name),
      ...(node !== undefined && { node }),
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
  const options = { colours: palette(looks), width: looks.width }
  return (report, texts, targets, left) => {
    if (targets.length === 0 && report.files.length === 0) return ''
    const text = renderPretty(report.diagnostics, texts, { ...options, fixFlag: FIX_FLAG })
    return [text && `${text}\n`, fileList(targets, report.files), closingLine(report, left)].join(
      '',
    )
  }
}

/** How many findings there are of each severity, and what can be done about them. */
export function closingLine(report: JsonReport, left?: LeftFixes): string {
  return `${summaryLine(report, report.diagnostics, FIX_FLAG, left)}\n`
}

/** How many files of a configuration are named before they are only counted. */
const MOST_NAMED = 12

/** Which files were read: each main file, below it what it includes, and what no configuration has. */
function fileList(targets: readonly LintTarget[], files: readonly string[]): string {
  const lines: string[] = []
  const beside = new Set(files)
  for (const target of targets) {
    const { configuration, only } = target
    const shown = [...shownFiles(target)]
    for (const name of shown) beside.delete(name)
    for (const name of shown.slice(0, MOST_NAMED)) {
      const indent = name === configuration.main.name || only ? '' : '  '
      lines.push(`${indent}${visible(name)}\n`)
    }
    if (shown.length > MOST_NAMED) lines.push(`  ... and ${shown.length - MOST_NAMED} more\n`)
  }
  for (const name of beside) lines.push(`${name}\n`)
  return lines.join('')
}
