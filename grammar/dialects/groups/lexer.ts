import type { Source } from '../../../src/syntax/index.js'
import { isForeignBlank } from '../../lexer/characters.js'
import type { Lexed } from '../../lexer/lexer.js'
import { FieldLexer } from '../fields.js'
import { DialectToken } from '../kinds.js'
import { isBlank } from '../lexer.js'

/** Splits a text into the tokens of a groups file (language spec 10.6). */
export function lexGroupsFile(source: Source): Lexed {
  return new GroupsLexer(source).run()
}

class GroupsLexer extends FieldLexer {
  protected fields(start: number, end: number): void {
    const { text } = this
    const width = text.slice(start, end).lastIndexOf(':')
    if (width === -1) return this.lastField(DialectToken.Head, start, end)
    const last = start + width
    let at = this.field(DialectToken.Head, start, end)
    while (at <= last) at = this.field(DialectToken.Field, at, end)
    while (at < end) at = this.#member(at, end)
  }

  /** One user of the last field: they have commas or blanks between them. */
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
