import { type Source, TokenKind } from '../../src/syntax/index.js'
import { Findings } from '../findings/findings.js'
import { TokenColumns } from './columns.js'
import { LineEnds } from './text.js'

/** Where the lexer begins in the middle of a text: between two statements. */
export interface LexerEntry {
  readonly from: number
  /** Tokens that begin before this index are read. */
  readonly to: number
  /** The kinds of the two tokens before, the nearest last. */
  readonly before: readonly [TokenKind, TokenKind]
  /** Whether a line ends between the last of them and `from`. */
  readonly atLineStart: boolean
}

/** What the lexer knows of the text before its place: the tokens so far, and the lists that are open. */
export class LexerState {
  readonly text: string
  readonly tokens: TokenColumns
  readonly findings: Findings
  readonly lineEnds: LineEnds
  /** How many parentheses and brackets are open: inside, a comma ends a word. */
  listDepth = 0
  /** Whether the outermost list that is open is an array. */
  inArray = false
  /** The first token of the line, and how many lists were open before it. */
  lineTokens = 0
  lineDepth = 0
  /** Whether a line has ended since the last token. */
  atLineStart = true
  readonly #entry: LexerEntry | undefined

  constructor(source: Source, entry?: LexerEntry) {
    this.text = source.text
    this.findings = new Findings(source.name)
    this.lineEnds = new LineEnds(source.text)
    this.#entry = entry
    if (entry) this.atLineStart = entry.atLineStart
    this.tokens = new TokenColumns(entry ? entry.to - entry.from : source.text.length)
  }

  /** Adds a token. @returns where it ends */
  push(kind: TokenKind, start: number, end: number): number {
    this.tokens.push(kind, start, end)
    this.atLineStart = false
    return end
  }

  beginLine(): void {
    this.atLineStart = true
    this.lineTokens = this.tokens.count
    this.lineDepth = this.listDepth
  }

  /** The kind of the token `back` places before the next one. */
  before(back: number): TokenKind {
    const { count, kind } = this.tokens
    if (count >= back) return kind[count - back] as TokenKind
    return this.#entry?.before[2 - back + count] ?? TokenKind.EndOfFile
  }

  /** Whether an item can begin here, for all that can be told without the grammar. */
  isHeadPosition(): boolean {
    if (this.listDepth > 0) return false
    const before = this.before(1)
    if (before === TokenKind.Equals) return false
    return before === TokenKind.Word
      ? this.atLineStart || this.before(2) === TokenKind.Equals
      : before !== TokenKind.Include
  }

  /** Whether a word that begins with a slash stands where a scope's instance stands (spec 2.2). */
  isInstancePosition(): boolean {
    return (
      this.listDepth === 0 &&
      this.before(1) === TokenKind.Word &&
      this.before(2) !== TokenKind.Equals
    )
  }

  /** Drops the tokens of this line from one on. */
  takeBack(first: number): void {
    const { tokens } = this
    tokens.count = first
    this.listDepth = this.lineDepth
    for (let token = this.lineTokens; token < first; token++) {
      const kind = tokens.kind[token]
      if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) this.listDepth++
      else if (kind === TokenKind.OpenBrace || kind === TokenKind.CloseBrace) this.listDepth = 0
      else if (kind === TokenKind.CloseParen || kind === TokenKind.CloseBracket) {
        this.listDepth = Math.max(0, this.listDepth - 1)
      }
    }
  }
}
