/**
 * Kinds of tokens and nodes, as small integers: they are stored in typed arrays, and the compiled
 * grammar refers to them by number.
 */
export const TokenKind = {
  EndOfFile: 0,
  /** An unquoted word: a name, a bare value, an unquoted instance (language spec 2.2). */
  Word: 1,
  /** A string in double quotes, including the quotes. */
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
  /** Text that cannot be part of any statement; the lexer has reported it. */
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

/** A bit in a node's kind that marks a broken statement; the other bits are the kind. */
export const BROKEN = 0x80
