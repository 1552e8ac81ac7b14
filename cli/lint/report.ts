import type { DialectFile } from '../../src/project/dialects/file.js'
import { shownFiles, textsOf } from '../../src/project/targets/findings.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import {
  allFindings,
  countsByRule,
  grouped,
  hyperlink,
  type JsonReport,
  type LeftFixes,
  leftOut,
  notCheckedLine,
  type Palette,
  type ReportTexts,
  type RunVerdict,
  renderJson,
  renderPretty,
  statisticsJson,
  statisticsText,
  summaryLine,
  visible,
} from '../../src/report/index.js'
import { type Looks, palette } from '../terminal/terminal.js'

/** What `lint` says, before it is printed in one form or another. */
export function reportOf(
  targets: readonly LintTarget[],
  dialectFiles: readonly DialectFile[],
  findings: Pick<JsonReport, 'diagnostics' | 'suppressed' | 'notChecked'>,
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

/** What a report is made from, besides the findings. */
export interface ReportContext {
  readonly texts: ReportTexts
  readonly targets: readonly LintTarget[]
  /** Fixes that were not written. */
  readonly left: LeftFixes | undefined
  readonly verdict: RunVerdict
}

/** A form in which the findings are printed. */
export type ReportWriter = (report: JsonReport, context: ReportContext) => string

export const writeJson: ReportWriter = (report, { texts }) => renderJson(report, texts)

/** The findings counted by rule, as data. */
export const writeCounts: ReportWriter = (report) =>
  statisticsJson(countsByRule(allFindings(report)))

/** The flag that applies safe fixes. */
const FIX_FLAG = '--fix'

/** How a report for people is to look. */
export interface PrettyForm {
  readonly looks: Looks
  /** Whether it goes into a file: then nothing else says what could not be checked. */
  readonly isFile: boolean
  /** Whether the findings are only counted, by rule. */
  readonly counts: boolean
  /** Whether there is to be nothing but the findings. */
  readonly quiet: boolean
}

/** For people: the findings, the files that were looked at, and how many there are of each. */
export function prettyWriter({ looks, isFile, counts, quiet }: PrettyForm): ReportWriter {
  const colours = palette(looks)
  return (report, { texts, targets, left }) => {
    const { notChecked = [] } = report
    const isAbout = targets.length > 0 || report.files.length > 0
    if (!isAbout && !(isFile && notChecked.length > 0)) return ''
    const link = looks.links ? linkTo(targets) : undefined
    const options = { colours, width: looks.width, fixFlag: FIX_FLAG, link }
    const findings = counts
      ? statisticsText(countsByRule(allFindings(report)), colours)
      : `${renderPretty(report.diagnostics, texts, options)}${omission(report, colours)}`
    const unread = isFile ? notChecked.map((each) => `${visible(notCheckedLine(each))}\n`) : []
    if (quiet) return [findings, ...unread].join('')
    return [
      findings && `${findings}\n`,
      fileList(targets, report.files),
      ...unread,
      closingLine(report, left),
    ].join('')
  }
}

/** How many findings are not shown, and by which rules all of them are. */
function omission(report: JsonReport, colours: Palette): string {
  const omitted = leftOut(report)
  if (omitted === 0) return ''
  const all = allFindings(report)
  const shows = `--max-findings ${all.length} shows all of them`
  const counts = statisticsText(countsByRule(all), colours)
  return `\n${grouped(omitted)} more findings; ${shows}. By rule:\n${counts}`
}

/** Makes the name of a file a link to it, for a terminal that opens it. */
function linkTo(targets: readonly LintTarget[]): (file: string, text: string) => string {
  const { path } = textsOf(targets)
  return (file, text) => {
    const absolute = path(file)
    return absolute === undefined ? text : hyperlink(absolute, text)
  }
}

/** How many findings there are of each severity, and what can be done about them. */
export function closingLine(report: JsonReport, left?: LeftFixes): string {
  return `${summaryLine(report, allFindings(report), FIX_FLAG, left)}\n`
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
