import type { Range, TextEdit } from '../syntax/index.js'
import { CODES, type DiagnosticCode, type Severity } from './codes.js'

/** Another place that helps to understand a finding. */
export interface Related extends Range {
  readonly file: string
  readonly note: string
}

/** Edits that fix a finding. A `safe` fix cannot change the meaning of the configuration. */
export interface Fix {
  readonly title: string
  readonly safety: 'safe' | 'unsafe'
  readonly edits: readonly { readonly file: string; readonly edits: readonly TextEdit[] }[]
}

/** A finding about a place in a file. The range is in UTF-16 indices into the file's text. */
export interface Diagnostic extends Range {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** One line that names the problem: `Unknown option "Idle_Tiem" in scope Esmtp_Listener`. */
  readonly summary: string
  /** What to do: `Did you mean "Idle_Time"?` */
  readonly detail?: string
  /** The name of the file for users; empty when the text has none. */
  readonly file: string
  readonly related?: readonly Related[]
  readonly fixes?: readonly Fix[]
  /** The nodes that it is for, where a configuration is checked once for each and others lack it. */
  readonly nodes?: readonly string[]
}

/** For each code, the severity that its findings have instead, or `off`. */
export type Severities = Readonly<Partial<Record<DiagnosticCode, 'off' | Severity>>>

/** A diagnostic, by default with the default severity of its code. */
export function diagnostic(
  code: DiagnosticCode,
  place: { file: string; start: number; end: number },
  summary: string,
  more: Pick<Diagnostic, 'detail' | 'related' | 'fixes'> & { severity?: Severity } = {},
): Diagnostic {
  const { file, start, end } = place
  return { code, severity: CODES[code], summary, file, start, end, ...more }
}

/** A fix of one file. */
export function fix(
  title: string,
  safety: Fix['safety'],
  file: string,
  edits: readonly TextEdit[],
): Fix {
  return { title, safety, edits: [{ file, edits }] }
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Sorts the findings of one file by place, then by severity, the worst first. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    a.start - b.start ||
    RANK[a.severity] - RANK[b.severity] ||
    a.end - b.end ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  )
}
