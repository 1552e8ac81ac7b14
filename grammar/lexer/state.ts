import { type Source, TokenKind } from '../../src/syntax/index.js'
import { Findings } from '../findings/findings.js'
import { TokenColumns } from './columns.js'
import { LineEnds } from './text.js'

/** Where the lexer starts and stops within a text; it starts between two statements. */
export interface LexerEntry {
  readonly from: number
  /** The index at which no more tokens are begun. */
  readonly to: number
  /** The kinds of the two previous tokens, the nearest last. */
  readonly before: readonly [TokenKind, TokenKind]
  /** Whether a line ends between the previous token and `from`. */
  readonly atLineStart: boolean
}

/** What the lexer knows of the text so far: the tokens and the open lists. */
export class LexerState {
  readonly text: string
  readonly tokens: TokenColumns
  readonly findings: Findings
  readonly lineEnds: LineEnds
  /** How many parentheses and brackets are open; within them, a comma ends a word. */
  listDepth = 0
  /** Whether the outermost open list is an array. */
  inArray = false
  /** The number of the line's first token, and the list depth before that token. */
  lineTokens = 0
  lineDepth = 0
  /** Whether a line has ended since the latest token. */
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

  /** Adds a token. @returns its end */
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

  /** The kind of the token `back` places before the next one; 1 is the latest token. */
  before(back: number): TokenKind {
    const { count, kind } = this.tokens
    if (count >= back) return kind[count - back] as TokenKind
    return this.#entry?.before[2 - back + count] ?? TokenKind.EndOfFile
  }

  /** Whether an item can begin here, as far as the tokens tell. */
  isHeadPosition(): boolean {
    if (this.listDepth > 0) return false
    const before = this.before(1)
    if (before === TokenKind.Equals) return false
    return before === TokenKind.Word
      ? this.atLineStart || this.before(2) === TokenKind.Equals
      : before !== TokenKind.Include
  }

  /** Whether a word with a leading slash would be the instance of a scope (language spec 2.2). */
  isInstancePosition(): boolean {
    return (
      this.listDepth === 0 &&
      this.before(1) === TokenKind.Word &&
      this.before(2) !== TokenKind.Equals
    )
  }

  /** Drops all tokens of the present line from `first` on. */
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
