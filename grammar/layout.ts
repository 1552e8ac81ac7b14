import { type Source, TokenKind, type Tokens } from '../src/syntax/index.js'

/** How many tokens from its header on the brace of a stanza may be. */
const NEAR = 64

/**
 * The lines and the indentation of tokens. The language ignores them, but people follow them, and
 * so do guesses about what a broken statement was meant to be.
 */
export class Layout {
  readonly #indents = new Map<number, number>()

  constructor(
    readonly source: Source,
    readonly tokens: Tokens,
  ) {}

  kind(token: number): TokenKind {
    return (token < 0 ? TokenKind.EndOfFile : this.tokens.kind[token]) as TokenKind
  }

  text(token: number): string {
    return this.source.text.slice(this.tokens.start[token], this.tokens.end[token])
  }

  line(token: number): number {
    return this.source.lineAt(this.tokens.start[token] as number)
  }

  /** Whether a token is the first on its line. */
  startsLine(token: number): boolean {
    if (token === 0) return true
    return this.source.lineAt(this.tokens.end[token - 1] as number) < this.line(token)
  }

  /** The first token after `from` that begins a line. */
  lineLimit(from: number): number {
    const { count } = this.tokens
    let token = from + 1
    while (token < count && !this.startsLine(token)) token++
    return Math.min(token, count)
  }

  sameLine(a: number, b: number): boolean {
    return this.source.lineAt(this.tokens.end[a] as number) === this.line(b)
  }

  /** The indentation of the line on which a token begins; a tab leads to the next multiple of 8. */
  indent(token: number): number {
    const line = this.line(token)
    let indent = this.#indents.get(line)
    if (indent === undefined) {
      indent = measureIndent(this.source.text, this.source.lineStart(line))
      this.#indents.set(line, indent)
    }
    return indent
  }

  /** The first opening brace from a token on, before `limit`; -1 when there is none nearby. */
  braceNear(from: number, limit: number): number {
    const end = Math.min(limit, from + NEAR)
    for (let token = from; token < end; token++) {
      if (this.kind(token) === TokenKind.OpenBrace) return token
    }
    return -1
  }

  /**
   * The token after the block that a brace opens; an unclosed block ends with the text.
   * @param end a token kind before which the block ends too
   */
  blockLimit(open: number, end: number = TokenKind.EndOfFile): number {
    let depth = 0
    for (let token = open; ; token++) {
      const kind = this.kind(token)
      if (kind === TokenKind.EndOfFile || kind === end) return token
      if (kind === TokenKind.OpenBrace) depth++
      else if (kind === TokenKind.CloseBrace && --depth === 0) return token + 1
    }
  }

  /** Whether a token and those after it look like the head of a statement. */
  looksLikeHead(token: number): boolean {
    const kind = this.kind(token)
    if (kind === TokenKind.Include) return true
    if (kind !== TokenKind.Word) return false
    const next = this.kind(token + 1)
    if (next === TokenKind.String || next === TokenKind.Word) {
      return this.kind(token + 2) === TokenKind.OpenBrace && this.sameLine(token, token + 1)
    }
    return (
      next === TokenKind.Equals || next === TokenKind.OpenBrace || next === TokenKind.OpenBracket
    )
  }
}

/** The width of the blanks at the start of a line; a tab leads to the next multiple of 8. */
export function measureIndent(text: string, lineStart: number): number {
  let indent = 0
  for (let at = lineStart; ; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x20) indent++
    else if (unit === 0x09) indent += 8 - (indent % 8)
    else if (unit !== 0xfeff || at !== 0) return indent
  }
}
