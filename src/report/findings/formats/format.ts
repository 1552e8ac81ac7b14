import type { Diagnostic, DiagnosticCode } from '../../../diagnostics/index.js'
import type { JsonReport } from '../json.js'
import type { ReportTexts } from '../texts.js'

/** What a format says beside the findings. */
export interface FormatInfo {
  /** The program's version. */
  readonly version: string
  /**
   * The name of a file as a service looks it up: relative to the root of the checkout where it lies
   * below it, with `/` between folders; else absolute.
   */
  readonly path: (file: string) => string
  /** What a code means; asked only for codes that were found. */
  readonly rule: (code: DiagnosticCode) => RuleText | undefined
  /** What tells a finding apart from every other one, over the life of its file. */
  readonly fingerprint: (diagnostic: Diagnostic) => string
  /** What could not be checked, in a line each: without it a report would seem to be a whole one. */
  readonly failures?: readonly string[]
}

/** What a rule is about: a heading and paragraphs, with code in backticks. */
export interface RuleText {
  readonly title: string
  readonly text: readonly string[]
}

/** Prints a report for one kind of reader. With a newline at the end unless it is empty. */
export type Renderer = (report: JsonReport, texts: ReportTexts, info: FormatInfo) => string
