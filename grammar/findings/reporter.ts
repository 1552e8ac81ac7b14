import type { DiagnosticCode, Fix, Related } from '../../src/diagnostics/index.js'
import type { Layout } from '../layout.js'
import { Findings, type More } from './findings.js'
import { quote } from './names.js'

/** Collects the findings of one text, at places given as token numbers. */
export class Reporter extends Findings {
  constructor(protected readonly layout: Layout) {
    super(layout.source.name)
  }

  /** @param limit the token after the last one of the finding */
  report(code: DiagnosticCode, first: number, limit: number, summary: string, more: More): void {
    const start = this.#start(first)
    const end = Math.max(start, this.layout.tokens.end[limit - 1] ?? start)
    this.reportAt(code, start, end, summary, more)
  }

  /** The text of a token in quotes, shortened to fit in a line. */
  quoted(token: number): string {
    return quote(this.layout.text(token))
  }

  place(token: number, note: string): Related {
    return { file: this.file, start: this.#start(token), end: this.#end(token), note }
  }

  /** A fix that replaces the tokens from `first` up to `limit`, exclusive, with a text. */
  replace(title: string, safety: Fix['safety'], first: number, limit: number, text: string): Fix {
    return this.replaceAt(title, safety, this.#start(first), this.#end(limit - 1), text)
  }

  /** A fix that inserts a text after a token. */
  insertBehind(title: string, safety: Fix['safety'], token: number, text: string): Fix {
    const end = this.#end(token)
    return this.replaceAt(title, safety, end, end, text)
  }

  #start(token: number): number {
    return this.layout.tokens.start[token] as number
  }

  #end(token: number): number {
    return this.layout.tokens.end[token] as number
  }
}
