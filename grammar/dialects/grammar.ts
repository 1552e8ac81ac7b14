import { createToken, Lexer, type TokenType } from 'chevrotain'
import { DialectToken } from './kinds.js'

/**
 * The token types of the dialects' grammars by their number in the columns. They have no patterns,
 * because the lexers are written by hand: what a word is depends on its place in the line.
 */
export const tokenTypes: Record<number, TokenType> = Object.fromEntries(
  Object.entries(DialectToken)
    .filter(([, kind]) => kind !== DialectToken.EndOfFile)
    .map(([name, kind]) => [kind, createToken({ name: name.toUpperCase(), pattern: Lexer.NA })]),
)

/** The token type of a kind. */
export function tokenType(kind: DialectToken): TokenType {
  return tokenTypes[kind] as TokenType
}
