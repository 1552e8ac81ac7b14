import { NodeKind, TokenKind } from '../../src/syntax/index.js'

/**
 * The token kinds of the sibling dialects (language spec 9 and 10). Kinds that mean the same in the
 * conf language have its numbers; the others have higher ones.
 */
export const DialectToken = {
  EndOfFile: TokenKind.EndOfFile,
  /** A value, or a part of one. */
  Word: TokenKind.Word,
  String: TokenKind.String,
  Equals: TokenKind.Equals,
  OpenBrace: TokenKind.OpenBrace,
  CloseBrace: TokenKind.CloseBrace,
  Comma: TokenKind.Comma,
  /** Text that cannot be part of any statement. */
  Unknown: TokenKind.Unknown,
  /** The name that begins a statement. */
  Head: 16,
  /** mbus.conf: the keyword `Spread_Segment`. */
  Segment: 17,
  /** mbus.conf: `D` or `C` before the address of an interface. */
  InterfaceType: 18,
  /** Environment file: the keyword `export`. */
  Export: 19,
  /** Environment file: the name of a variable that is not the first word of its command. */
  Name: 20,
  /** Environment file: a value that cannot be known without running something. */
  Opaque: 21,
  /** Environment file: the beginning of a command that is not evaluated. */
  Command: 22,
  Semicolon: 23,
  Colon: 24,
  /** Password and groups files: the text between two colons. */
  Field: 25,
} as const
export type DialectToken = (typeof DialectToken)[keyof typeof DialectToken]

/**
 * The node kinds of the sibling dialects. They have their own numbers, so that the machine does not
 * take one of them for a scope or a list of the conf language.
 */
export const DialectNode = {
  File: NodeKind.File,
  Error: NodeKind.Error,
  /** `Name`, `Name = value` or `Name = { words }`. */
  Setting: 16,
  List: 17,
  Segment: 18,
  /** A node of the cluster in a segment. */
  Node: 19,
  Interface: 20,
  /** `key=value`, or `NAME=word` in an environment file. */
  Assignment: 21,
  Export: 22,
  /** A variable after `export`, with or without a value. */
  Variable: 23,
  /** A line of a password file. */
  User: 24,
  /** A line of a groups file. */
  Group: 25,
} as const
export type DialectNode = (typeof DialectNode)[keyof typeof DialectNode]
