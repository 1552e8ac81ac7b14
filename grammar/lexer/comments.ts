import type { LexerState } from './state.js'

/** Skips comments between slash-star and star-slash (language spec 2.1). */
export class Comments {
  /** The index after which no comment closes. */
  #openFrom = Number.POSITIVE_INFINITY

  constructor(private readonly state: LexerState) {}

  /** @param start where the comment begins @returns where it ends */
  pass(start: number): number {
    const { state } = this
    const { text } = state
    const close = start < this.#openFrom ? text.indexOf('*/', start + 2) : -1
    if (close === -1) return this.#unclosed(start)
    // Only the comment is searched: a line may hold many, and the next line may be far away.
    if (text.slice(start, close).includes('\n')) state.atLineStart = true
    return close + 2
  }

  /** An unclosed comment ends before the first line that looks like a statement. */
  #unclosed(start: number): number {
    const { text, lineEnds, findings } = this.state
    const first = this.#openFrom === Number.POSITIVE_INFINITY
    if (first) this.#openFrom = start
    let end = lineEnds.of(start)
    while (end < text.length && !looksLikeStatement(text, end + 1, lineEnds.of(end + 1))) {
      end = lineEnds.of(end + 1)
    }
    if (first) {
      findings.reportAt('syntax/unclosed-comment', start, start + 2, 'Comment is not closed', {
        detail: 'A */ is missing at its end.',
      })
    }
    return end
  }
}

function looksLikeStatement(text: string, start: number, end: number): boolean {
  const line = text.slice(start, Math.min(end, start + 400))
  return /^\s*(?:[A-Za-z_][\w:.-]*\s*(?:=|\{|\[|\(|"[^"]*"\s*\{|[^\s{]+\s*\{)|(?:readonly_)?include\s|\})/i.test(
    line,
  )
}
