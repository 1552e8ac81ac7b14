import { createToken, Lexer, type TokenType } from 'chevrotain'
import { DialectToken } from './kinds.js'

/**
 * The token types of the dialects' grammars, by their number in the token columns. They have no
 * patterns: the lexers are written by hand, because the place in a line decides what a word is.
 */
export const tokenTypes: Record<number, TokenType> = Object.fromEntries(
  Object.entries(DialectToken)
    .filter(([, kind]) => kind !== DialectToken.EndOfFile)
    .map(([name, kind]) => [kind, createToken({ name: name.toUpperCase(), pattern: Lexer.NA })]),
)

export function tokenType(kind: DialectToken): TokenType {
  return tokenTypes[kind] as TokenType
}
