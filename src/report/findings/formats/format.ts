import type { Diagnostic, DiagnosticCode, Severity } from '../../../diagnostics/index.js'
import type { JsonReport } from '../json.js'
import type { ReportTexts } from '../texts.js'

/** What a format needs besides the findings. */
export interface FormatInfo {
  /** The version of the program. */
  readonly version: string
  /**
   * The name of a file for a service: relative to the root of the checkout if it is below, with `/`
   * between folders; otherwise absolute.
   */
  readonly path: (file: string) => string
  /** The explanation of a code; called only for codes in the report. */
  readonly rule: (code: DiagnosticCode) => RuleText | undefined
  /** Identifies a finding while its file changes elsewhere. */
  readonly fingerprint: (diagnostic: Diagnostic) => string
  /** The address of the tool's pages, and of the page of a code. */
  readonly home: string
  readonly page: (code: DiagnosticCode) => string
  /** What the exit status of the run says, for formats with a verdict of their own. */
  readonly verdict: RunVerdict
}

/** Why the exit status is 1, if it is. */
export interface RunVerdict {
  /** The severities of findings that make it so. */
  readonly failing: readonly Severity[]
  /** Other reasons, a line each. */
  readonly unmet: readonly string[]
}

/** The explanation of a rule: a heading and paragraphs, with code in backticks. */
export interface RuleText {
  readonly title: string
  readonly text: readonly string[]
}

/** Prints a report in one format. The text ends with a newline unless it is empty. */
export type Renderer = (report: JsonReport, texts: ReportTexts, info: FormatInfo) => string
