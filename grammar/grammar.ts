import { CstParser, createToken, Lexer, type TokenType } from 'chevrotain'
import { NodeKind, TokenKind } from '../src/syntax/index.js'

/**
 * The structure of the conf language's grammar (language spec 3).
 *
 * The build asks Chevrotain for the productions and their look-ahead, and compiles them to the
 * table that the machine runs (`compile.ts`); the tests use this very parser as the oracle. Tokens
 * have no patterns: the lexer is written by hand, because its place decides what a word is.
 */

/** The token types, by their number in the token columns. */
export const tokenTypes: Record<number, TokenType> = Object.fromEntries(
  Object.entries(TokenKind)
    .filter(([, kind]) => kind !== TokenKind.EndOfFile)
    .map(([name, kind]) => [kind, createToken({ name: name.toUpperCase(), pattern: Lexer.NA })]),
)

const type = (kind: TokenKind): TokenType => tokenTypes[kind] as TokenType
const Word = type(TokenKind.Word)
const Text = type(TokenKind.String)
const Include = type(TokenKind.Include)
const Equals = type(TokenKind.Equals)
const OpenBrace = type(TokenKind.OpenBrace)
const CloseBrace = type(TokenKind.CloseBrace)
const OpenParen = type(TokenKind.OpenParen)
const CloseParen = type(TokenKind.CloseParen)
const OpenBracket = type(TokenKind.OpenBracket)
const CloseBracket = type(TokenKind.CloseBracket)
const Comma = type(TokenKind.Comma)

/**
 * It takes four tokens to tell `Name = "instance" {` from `Name = "value"` (language spec 2.2,
 * B13).
 */
export const MAX_LOOKAHEAD = 4

/** The rules that become nodes of the tree, by name; all other rules only structure the grammar. */
export const NODES: Readonly<Record<string, NodeKind>> = {
  File: NodeKind.File,
  Include: NodeKind.Include,
  Scope: NodeKind.Scope,
  Option: NodeKind.Option,
  Array: NodeKind.Array,
  Dictionary: NodeKind.Dictionary,
  Entry: NodeKind.Entry,
}

export class ConfParser extends CstParser {
  constructor() {
    super(Object.values(tokenTypes), { maxLookahead: MAX_LOOKAHEAD })
    this.performSelfAnalysis()
  }

  File = this.RULE('File', () => {
    this.MANY(() => this.SUBRULE(this.Item))
  })

  // A scope and an option can begin alike, so the scope is tried first.
  Item = this.RULE('Item', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.Include) },
      { ALT: () => this.SUBRULE(this.Scope) },
      { ALT: () => this.SUBRULE(this.Option) },
    ])
  })

  Include = this.RULE('Include', () => {
    this.CONSUME(Include)
    this.OR([{ ALT: () => this.CONSUME(Text) }, { ALT: () => this.CONSUME(Word) }])
  })

  Scope = this.RULE('Scope', () => {
    this.CONSUME(Word)
    this.OPTION(() => this.CONSUME(Equals))
    this.OPTION1(() => {
      this.OR([{ ALT: () => this.CONSUME(Text) }, { ALT: () => this.CONSUME1(Word) }])
    })
    this.CONSUME(OpenBrace)
    this.MANY(() => this.SUBRULE(this.Item))
    this.CONSUME(CloseBrace)
  })

  Option = this.RULE('Option', () => {
    this.CONSUME(Word)
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Equals)
          this.SUBRULE(this.Value)
        },
      },
      { ALT: () => this.SUBRULE(this.Array) },
      { ALT: () => this.SUBRULE(this.Dictionary) },
    ])
  })

  Value = this.RULE('Value', () => {
    this.OR([
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.SUBRULE(this.Array) },
      { ALT: () => this.SUBRULE(this.Dictionary) },
    ])
  })

  Array = this.RULE('Array', () => {
    this.CONSUME(OpenParen)
    this.MANY(() => {
      this.SUBRULE(this.Value)
      this.OPTION(() => this.CONSUME(Comma))
    })
    this.CONSUME(CloseParen)
  })

  Dictionary = this.RULE('Dictionary', () => {
    this.CONSUME(OpenBracket)
    this.MANY(() => {
      this.SUBRULE(this.Entry)
      this.OPTION(() => this.CONSUME(Comma))
    })
    this.CONSUME(CloseBracket)
  })

  Entry = this.RULE('Entry', () => {
    this.OR([{ ALT: () => this.CONSUME(Word) }, { ALT: () => this.CONSUME(Text) }])
    this.CONSUME(Equals)
    this.SUBRULE(this.Value)
  })
}
