import type { Source } from '../../../src/syntax/index.js'
import { isForeignBlank } from '../../lexer/characters.js'
import type { Lexed } from '../../lexer/lexer.js'
import { DialectToken } from '../kinds.js'
import { DialectLexer, isBlank } from '../lexer.js'

/**
 * What a line has behind the first colon: fields with colons between them, one field that may have
 * colons and blanks in it as they stand, or fields of which the last one is a list of words.
 */
export type FieldsForm = 'fields' | 'one field' | 'list'

/** Splits lines at colons. `#` begins a comment at the beginning of a line only. */
export function lexFields(form: FieldsForm): (source: Source) => Lexed {
  return (source) => new FieldLexer(source, form).run()
}

class FieldLexer extends DialectLexer {
  readonly #form: FieldsForm

  constructor(source: Source, form: FieldsForm) {
    super(source)
    this.#form = form
  }

  protected line(start: number, lineEnd: number): number {
    const { text } = this
    const at = this.skipBlanks(start, lineEnd)
    if (at >= lineEnd || text.charCodeAt(at) === 0x23) return lineEnd
    if (this.#form === 'one field') {
      const crlf = text.charAt(lineEnd - 1) === '\r'
      const end = lineEnd - (crlf ? 1 : 0)
      this.#lastField(DialectToken.Field, this.#field(DialectToken.Head, at, end), end)
    } else this.#fields(at, this.trimEnd(at, lineEnd))
    return lineEnd
  }

  #fields(start: number, end: number): void {
    const list = this.#form === 'list'
    const limit = list ? start + this.text.slice(start, end).lastIndexOf(':') + 1 : end
    let at = this.#field(DialectToken.Head, start, end)
    while (at < limit) at = this.#field(DialectToken.Field, at, end)
    while (at < end) at = this.#member(at, end)
  }

  /** Adds the text up to the next colon and that colon. @returns where the next field begins */
  #field(kind: DialectToken, start: number, end: number): number {
    let colon = start
    while (colon < end && this.text.charAt(colon) !== ':') colon++
    if (colon === end) {
      this.#lastField(kind, start, end)
      return end
    }
    if (colon > start) this.push(kind, start, colon)
    // The line before must not take it for its own.
    const leads = colon === start && kind === DialectToken.Head
    this.push(leads ? DialectToken.Unknown : DialectToken.Colon, colon, colon + 1)
    return colon + 1
  }

  /** Adds what is left of a line, unless nothing is. */
  #lastField(kind: DialectToken, start: number, end: number): void {
    const asItStands = this.#form === 'one field' && kind === DialectToken.Field
    if (start < end) this.push(kind, start, end, asItStands)
  }

  /** One word of a list: words have commas or blanks between them. */
  #member(start: number, end: number): number {
    const { text } = this
    const from = this.skipBlanks(start, end)
    if (from >= end) return end
    if (text.charAt(from) === ',') {
      this.push(DialectToken.Comma, from, from + 1)
      return from + 1
    }
    let at = from
    while (at < end && text.charAt(at) !== ',') {
      const unit = text.charCodeAt(at)
      if (isBlank(unit) || isForeignBlank(unit)) break
      at++
    }
    this.push(DialectToken.Word, from, at)
    return at
  }
}
