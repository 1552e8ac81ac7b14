import type { Document } from '../../../grammar/index.js'
import {
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  type Fix,
  fix,
  type Severity,
} from '../../diagnostics/index.js'
import { partitionPoint, type Range, type TextEdit } from '../../syntax/index.js'

interface More {
  /** What to do about the finding. */
  readonly detail?: string | undefined
  /** Other places in the same file. */
  readonly related?: readonly (Range & { readonly note: string })[]
  readonly fix?: Fix | undefined
  /** Overrides the severity of the code. */
  readonly severity?: Severity
}

/** What the rules find in one file. */
export class FileFindings {
  readonly diagnostics: Diagnostic[] = []

  constructor(readonly document: Document) {}

  get text(): string {
    return this.document.source.text
  }

  get file(): string {
    return this.document.source.name
  }

  /**
   * Whether the parser found a mistake in a statement or on its lines. Such a statement may not be
   * what was meant, and the mistake has been reported.
   */
  hasMistake({ start, end }: Range): boolean {
    const { diagnostics, source } = this.document
    if (diagnostics.length === 0) return false
    const from = source.lineStart(source.lineAt(start))
    const to = source.lineStart(source.lineAt(end) + 1)
    const first = partitionPoint(
      diagnostics.length,
      (index) => (diagnostics[index] as Diagnostic).start < from,
    )
    const before = diagnostics[first - 1]
    const after = diagnostics[first]
    return (before !== undefined && before.end > start) || (after !== undefined && after.start < to)
  }

  /** @param at a view or another range in the file */
  report(code: DiagnosticCode, at: Range, summary: string, more: More = {}): void {
    const { file } = this
    const place = { file, start: at.start, end: at.end }
    const related = more.related?.map(({ start, end, note }) => ({ file, start, end, note }))
    this.diagnostics.push(
      diagnostic(code, place, summary, {
        ...(more.detail !== undefined && { detail: more.detail }),
        ...(related !== undefined && { related }),
        ...(more.fix !== undefined && { fixes: [more.fix] }),
        ...(more.severity !== undefined && { severity: more.severity }),
      }),
    )
  }

  /** A fix in this file that keeps the meaning. */
  safeFix(title: string, ...edits: TextEdit[]): Fix {
    return fix(title, 'safe', this.file, edits)
  }

  /** A fix in this file that may differ from what was meant. */
  unsafeFix(title: string, ...edits: TextEdit[]): Fix {
    return fix(title, 'unsafe', this.file, edits)
  }
}
