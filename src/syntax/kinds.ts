/**
 * The kinds of tokens and nodes, as small integers: they are stored in typed arrays, and the
 * compiled grammar speaks of them by number.
 */
export const TokenKind = {
  EndOfFile: 0,
  /** An unquoted word: a name, a bare value, an unquoted instance (language spec 2.2). */
  Word: 1,
  /** A string in double quotes, quotes included. */
  String: 2,
  /** The keyword `include` or `readonly_include` at the head of an item. */
  Include: 3,
  Equals: 4,
  OpenBrace: 5,
  CloseBrace: 6,
  OpenParen: 7,
  CloseParen: 8,
  OpenBracket: 9,
  CloseBracket: 10,
  Comma: 11,
  /** A piece of text that can be no part of any statement. The lexer has reported it. */
  Unknown: 12,
} as const
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind]

export const NodeKind = {
  File: 0,
  Scope: 1,
  Option: 2,
  Array: 3,
  Dictionary: 4,
  Entry: 5,
  Include: 6,
  Error: 7,
} as const
export type NodeKind = (typeof NodeKind)[keyof typeof NodeKind]

/** Set in a node's kind when the statement it stands for is broken; the rest is its kind. */
export const BROKEN = 0x80
