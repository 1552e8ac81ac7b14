import {
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  type Fix,
  fix,
} from '../../src/diagnostics/index.js'

/** What a finding has besides its code, its place and its summary. */
export type More = Pick<Diagnostic, 'detail' | 'related' | 'fixes'>

/** Collects the findings of one text. Places are UTF-16 indices into it. */
export class Findings {
  readonly diagnostics: Diagnostic[] = []

  /** @param file the name of the text's file */
  constructor(readonly file: string) {}

  reportAt(code: DiagnosticCode, start: number, end: number, summary: string, more: More): void {
    this.diagnostics.push(diagnostic(code, { file: this.file, start, end }, summary, more))
  }

  /** A fix that writes another text in place of a range; an empty range inserts it. */
  replaceAt(title: string, safety: Fix['safety'], start: number, end: number, text: string): Fix {
    return fix(title, safety, this.file, [{ start, end, text }])
  }
}
