import type { DiagnosticCode, Fix, Related } from '../../src/diagnostics/index.js'
import type { Layout } from '../layout.js'
import { Findings, type More } from './findings.js'
import { quote } from './names.js'

/** Collects the findings of one text, with places that are given as numbers of tokens. */
export class Reporter extends Findings {
  constructor(protected readonly layout: Layout) {
    super(layout.source.name)
  }

  /** @param limit the token behind the last one that the finding is about */
  report(code: DiagnosticCode, first: number, limit: number, summary: string, more: More): void {
    const start = this.#start(first)
    const end = Math.max(start, this.layout.tokens.end[limit - 1] ?? start)
    this.reportAt(code, start, end, summary, more)
  }

  /** The text of a token in quotes, cut to a length that fits a line. */
  quoted(token: number): string {
    return quote(this.layout.text(token))
  }

  place(token: number, note: string): Related {
    return { file: this.file, start: this.#start(token), end: this.#end(token), note }
  }

  /** A fix that writes another text in place of the tokens from `first` up to `limit`. */
  replace(title: string, safety: Fix['safety'], first: number, limit: number, text: string): Fix {
    return this.replaceAt(title, safety, this.#start(first), this.#end(limit - 1), text)
  }

  /** A fix that inserts a text behind a token. */
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
