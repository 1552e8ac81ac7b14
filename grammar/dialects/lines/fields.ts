import type { Source } from '../../../src/syntax/index.js'
import { isForeignBlank } from '../../lexer/characters.js'
import type { Lexed } from '../../lexer/lexer.js'
import { DialectToken } from '../kinds.js'
import { DialectLexer, isBlank } from '../lexer.js'

/**
 * The form of a line after its first colon: fields with colons between them, a single field that
 * may contain colons and blanks, or fields of which the last is a list of words.
 */
export type FieldsForm = 'fields' | 'one field' | 'list'

/** Makes a lexer that splits lines at colons; `#` begins a comment only at the start of a line. */
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

  /** Adds the text up to the next colon, and the colon. @returns where the next field begins */
  #field(kind: DialectToken, start: number, end: number): number {
    let colon = start
    while (colon < end && this.text.charAt(colon) !== ':') colon++
    if (colon === end) {
      this.#lastField(kind, start, end)
      return end
    }
    if (colon > start) this.push(kind, start, colon)
    // A line that begins with a colon must not be read as part of the previous line.
    const leads = colon === start && kind === DialectToken.Head
    this.push(leads ? DialectToken.Unknown : DialectToken.Colon, colon, colon + 1)
    return colon + 1
  }

  /** Adds the rest of a line, if there is any. */
  #lastField(kind: DialectToken, start: number, end: number): void {
    const asItStands = this.#form === 'one field' && kind === DialectToken.Field
    if (start < end) this.push(kind, start, end, asItStands)
  }

  /** Adds one word of a list, whose words are separated by commas or blanks. */
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
