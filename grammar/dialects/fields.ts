import type { Source } from '../../src/syntax/index.js'
import { DialectToken } from './kinds.js'
import { DialectLexer } from './lexer.js'

/** A line of fields with colons between them. `#` begins a comment at the beginning of a line only. */
export abstract class FieldLexer extends DialectLexer {
  /** Whether blanks at a line's end belong to its last field, and its characters are not looked at. */
  readonly #verbatim: boolean

  constructor(source: Source, verbatim = false) {
    super(source)
    this.#verbatim = verbatim
  }

  protected line(start: number, lineEnd: number): number {
    const { text } = this
    const at = this.skipBlanks(start, lineEnd)
    if (at >= lineEnd || text.charCodeAt(at) === 0x23) return lineEnd
    const crlf = text.charAt(lineEnd - 1) === '\r'
    const end = this.#verbatim ? lineEnd - (crlf ? 1 : 0) : this.trimEnd(at, lineEnd)
    this.fields(at, end)
    return lineEnd
  }

  /** Splits a line, which is not empty, into its fields. */
  protected abstract fields(start: number, end: number): void

  /** Adds the text up to the next colon and that colon. @returns where the next field begins */
  protected field(kind: DialectToken, start: number, end: number): number {
    let colon = start
    while (colon < end && this.text.charAt(colon) !== ':') colon++
    if (colon === end) {
      this.lastField(kind, start, end)
      return end
    }
    if (colon > start) this.push(kind, start, colon)
    // The line before must not take it for its own.
    const leads = colon === start && kind === DialectToken.Head
    this.push(leads ? DialectToken.Unknown : DialectToken.Colon, colon, colon + 1)
    return colon + 1
  }

  /** Adds what is left of a line, unless nothing is. */
  protected lastField(kind: DialectToken, start: number, end: number): void {
    if (start < end) this.push(kind, start, end, this.#verbatim && kind !== DialectToken.Head)
  }
}
