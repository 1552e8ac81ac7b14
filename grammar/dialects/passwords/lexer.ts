import type { Source } from '../../../src/syntax/index.js'
import type { Lexed } from '../../lexer/lexer.js'
import { FieldLexer } from '../fields.js'
import { DialectToken } from '../kinds.js'

/** Splits a text into the tokens of a digest file (language spec 10.5). */
export function lexDigestFile(source: Source): Lexed {
  return new DigestLexer(source).run()
}

/** Splits a text into the tokens of a password file (language spec 10.5). */
export function lexPasswordFile(source: Source): Lexed {
  return new PasswordLexer(source, true).run()
}

class DigestLexer extends FieldLexer {
  protected fields(start: number, end: number): void {
    let at = this.field(DialectToken.Head, start, end)
    while (at < end) at = this.field(DialectToken.Field, at, end)
  }
}

/** The first colon ends the user's name; a password may have others in it. */
class PasswordLexer extends FieldLexer {
  protected fields(start: number, end: number): void {
    this.lastField(DialectToken.Field, this.field(DialectToken.Head, start, end), end)
  }
}
