import {
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  type Fix,
  fix,
} from '../../src/diagnostics/index.js'

/** The parts of a finding besides code, place and summary. */
export type More = Pick<Diagnostic, 'detail' | 'related' | 'fixes'>

/** Collects the findings of one text. Places are UTF-16 indices, `end` exclusive. */
export class Findings {
  readonly diagnostics: Diagnostic[] = []

  /** @param file the name of the file */
  constructor(readonly file: string) {}

  reportAt(code: DiagnosticCode, start: number, end: number, summary: string, more: More): void {
    this.diagnostics.push(diagnostic(code, { file: this.file, start, end }, summary, more))
  }

  /** A fix that replaces a range with text; an empty range inserts the text. */
  replaceAt(title: string, safety: Fix['safety'], start: number, end: number, text: string): Fix {
    return fix(title, safety, this.file, [{ start, end, text }])
  }
}
