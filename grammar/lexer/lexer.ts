import { type Diagnostic, diagnostic, fix } from '../../src/diagnostics/index.js'
import { encodeString, type Source, TokenKind, type Tokens } from '../../src/syntax/index.js'
import { measureIndent } from '../layout.js'
import {
  characterName,
  closesTypographicString,
  isForeignBlank,
  isTypographicQuote,
  isZeroWidth,
  opensTypographicString,
  PRINT_MARK,
  ROLES,
  Role,
} from './characters.js'

/** The tokens of a text, and the mistakes that are seen without knowing the grammar. */
export interface Lexed {
  readonly tokens: Tokens
  readonly diagnostics: Diagnostic[]
}

/** Sentinels behind the last token: the machine looks at most this far ahead without asking. */
const SENTINELS = 6

const KIND_OF_MARK = new Uint8Array(128)
KIND_OF_MARK[0x3d] = TokenKind.Equals
KIND_OF_MARK[0x7b] = TokenKind.OpenBrace
KIND_OF_MARK[0x7d] = TokenKind.CloseBrace
KIND_OF_MARK[0x28] = TokenKind.OpenParen
KIND_OF_MARK[0x29] = TokenKind.CloseParen
KIND_OF_MARK[0x5b] = TokenKind.OpenBracket
KIND_OF_MARK[0x5d] = TokenKind.CloseBracket

const LF = 0x0a
const COMMA = 0x2c
const SLASH = 0x2f
const STAR = 0x2a
const COLON = 0x3a
const SEMICOLON = 0x3b
const BACKSLASH = 0x5c
const QUOTE = 0x22

/**
 * Splits a text into tokens (language spec 2). Written by hand: an unquoted instance, the keyword
 * `include` and a comma at a word's end depend on what stands before them, and a table of regular
 * expressions costs more than the whole machine (`docs/performance.md`). A mistake is reported here
 * and read as what was most likely meant, so that the grammar need not stumble over it again.
 */
export function lex(source: Source): Lexed {
  const from = source.text.charCodeAt(0) === 0xfeff ? 1 : 0
  return new Lexer(source).run(from, source.length)
}

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

/** Splits a part of a text into tokens. Their offsets are those of the whole text. */
export function lexPart(source: Source, entry: LexerEntry): Lexed {
  return new Lexer(source, entry).run(entry.from, entry.to)
}

class Lexer {
  readonly #text: string
  readonly #name: string
  readonly #diagnostics: Diagnostic[] = []
  #kind: Uint8Array
  #start: Int32Array
  #end: Int32Array
  #count = 0
  /** How many parentheses and brackets are open: inside, a comma ends a word. */
  #listDepth = 0
  /** Whether the outermost list that is open is an array. */
  #inArray = false
  /** The first token of the line, and how many lists were open before it. */
  #lineTokens = 0
  #lineDepth = 0
  /** Whether a line has ended since the last token. */
  #atLineStart = true
  /**
   * Up to this index a string must close on its own line: one that ran over several lines was found
   * to be unclosed, and the quotes up to here are out of step.
   */
  #oneLineStringsUntil = 0
  /** No comment closes behind this index. */
  #commentsOpenFrom = Number.POSITIVE_INFINITY
  #inConflict = false

  readonly #entry: LexerEntry | undefined

  constructor(source: Source, entry?: LexerEntry) {
    this.#text = source.text
    this.#name = source.name
    this.#entry = entry
    if (entry) this.#atLineStart = entry.atLineStart
    const length = entry ? entry.to - entry.from : source.text.length
    const capacity = (length >> 3) + 16
    this.#kind = new Uint8Array(capacity)
    this.#start = new Int32Array(capacity)
    this.#end = new Int32Array(capacity)
  }

  run(from: number, length: number): Lexed {
    const text = this.#text
    let at = from
    while (at < length) {
      const unit = text.charCodeAt(at)
      if (unit >= 128) {
        at = this.#beyondAscii(at, unit)
        continue
      }
      switch (ROLES[unit]) {
        case Role.Blank:
          at++
          break
        case Role.NewLine:
          this.#atLineStart = true
          this.#lineTokens = this.#count
          this.#lineDepth = this.#listDepth
          at++
          break
        case Role.Comment:
          at = text.indexOf('\n', at)
          if (at === -1) at = text.length
          break
        case Role.Quote:
          at = this.#string(at)
          break
        case Role.Punctuation:
          at = this.#punctuation(at, unit)
          break
        case Role.SingleQuote:
          at = this.#singleQuote(at)
          break
        case Role.Control:
          at = this.#control(at)
          break
        default:
          at = this.#word(at, unit)
      }
    }
    return { tokens: this.#finish(), diagnostics: this.#diagnostics }
  }

  #push(kind: TokenKind, start: number, end: number): number {
    if (this.#count + SENTINELS >= this.#kind.length) this.#grow()
    const token = this.#count++
    this.#kind[token] = kind
    this.#start[token] = start
    this.#end[token] = end
    this.#atLineStart = false
    return end
  }

  #grow(): void {
    const capacity = this.#kind.length * 2
    const kind = new Uint8Array(capacity)
    const start = new Int32Array(capacity)
    const end = new Int32Array(capacity)
    kind.set(this.#kind)
    start.set(this.#start)
    end.set(this.#end)
    this.#kind = kind
    this.#start = start
    this.#end = end
  }

  #finish(): Tokens {
    const { length } = this.#text
    const limit = this.#count + SENTINELS
    this.#kind.fill(TokenKind.EndOfFile, this.#count, limit)
    this.#start.fill(length, this.#count, limit)
    this.#end.fill(length, this.#count, limit)
    return {
      count: this.#count,
      kind: this.#kind.slice(0, limit),
      start: this.#start.slice(0, limit),
      end: this.#end.slice(0, limit),
    }
  }

  /** The kind of the token `back` places before the next one. */
  #before(back: number): TokenKind {
    if (this.#count >= back) return this.#kind[this.#count - back] as TokenKind
    return this.#entry?.before[2 - back + this.#count] ?? TokenKind.EndOfFile
  }

  #punctuation(at: number, unit: number): number {
    if (unit === 0x3d && this.#inConflict && this.#isConflictMark(at)) return this.#conflictMark(at)
    const kind = KIND_OF_MARK[unit] as TokenKind
    if (kind >= TokenKind.OpenParen) {
      if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) {
        if (this.#listDepth++ === 0) this.#inArray = kind === TokenKind.OpenParen
      } else if (this.#listDepth > 0) this.#listDepth--
    } else if (kind !== TokenKind.Equals) this.#listDepth = 0
    return this.#push(kind, at, at + 1)
  }

  // Words

  #word(at: number, unit: number): number {
    const text = this.#text
    if (unit === SLASH) {
      if (text.charCodeAt(at + 1) === STAR) return this.#comment(at)
      if (this.#isInstancePosition()) return this.#pathOrRegexInstance(at)
    } else if (unit === COMMA) {
      return this.#push(TokenKind.Comma, at, at + 1)
    } else if ((unit === 0x3c || unit === 0x3e || unit === 0x7c) && this.#isConflictMark(at)) {
      return this.#conflictMark(at)
    } else if (unit === SEMICOLON) {
      const end = this.#semicolons(at)
      if (end > at) return end
    }
    const end = this.#wordEnd(at + 1)
    return this.#finishWord(at, end)
  }

  /** Where a word that has begun before `at` ends. Mistakes inside it are reported on the way. */
  #wordEnd(from: number): number {
    const text = this.#text
    const { length } = text
    let at = from
    for (;;) {
      let unit = 0
      while (at < length) {
        unit = text.charCodeAt(at)
        if (unit >= 128 || ROLES[unit] !== Role.Word) break
        at++
      }
      if (at === length) return at
      if (unit >= 128) {
        if (isForeignBlank(unit) || isTypographicQuote(unit)) return at
        if (isZeroWidth(unit)) this.#invisible(at, at + 1, unit)
        else if (unit === PRINT_MARK) {
          const next = this.#printMark(at)
          if (next > at) {
            at = next
            continue
          }
        }
        at++
      } else if (ROLES[unit] === Role.SingleQuote && !this.#closesOnLine(at)) {
        this.#report(
          'syntax/single-quotes',
          at,
          at + 1,
          'A single quote inside an unquoted value',
          {
            detail: 'Put the whole value in double quotes.',
          },
        )
        at++
      } else return at
    }
  }

  #finishWord(start: number, wordEnd: number): number {
    const text = this.#text
    let end = wordEnd
    let last = text.charCodeAt(end - 1)
    if (last === SEMICOLON) {
      let from = end - 1
      while (from > start && text.charCodeAt(from - 1) === SEMICOLON) from--
      const value = this.#listDepth === 0 && this.#before(1) === TokenKind.Equals
      if (from > start && this.#semicolons(from, value) > from) {
        this.#pushWord(start, from)
        return end
      }
    } else if (last === COLON && end - start > 1 && this.#isHeadPosition()) {
      this.#colon(end - 1)
      this.#pushWord(start, end - 1)
      return end
    }
    if (last === COMMA && this.#listDepth > 0) {
      while (end > start + 1 && last === COMMA) {
        end--
        last = text.charCodeAt(end - 1)
      }
      this.#pushWord(start, end)
      this.#push(TokenKind.Comma, end, end + 1)
      return end + 1
    }
    this.#pushWord(start, end)
    return end
  }

  #pushWord(start: number, end: number): void {
    const length = end - start
    let kind: TokenKind = TokenKind.Word
    if ((length === 7 || length === 16) && this.#isIncludeKeyword(start, end))
      kind = TokenKind.Include
    else if (this.#text.charCodeAt(end) === 0x28 && this.#isCall(start, end))
      kind = TokenKind.Unknown
    this.#push(kind, start, end)
  }

  /** A call of a function, as in Lua: `msys.log(`. An option's name holds no dot. */
  #isCall(start: number, end: number): boolean {
    return this.#isHeadPosition() && /[\w\]]\.[A-Za-z_]/.test(this.#text.slice(start, end))
  }

  /** Whether an item can begin here, for all that can be told without the grammar. */
  #isHeadPosition(): boolean {
    if (this.#listDepth > 0) return false
    const before = this.#before(1)
    if (before === TokenKind.Equals) return false
    return before === TokenKind.Word
      ? this.#atLineStart || this.#before(2) === TokenKind.Equals
      : before !== TokenKind.Include
  }

  /** A name with a colon at its end: no name ends so, and `=` or nothing belongs there. */
  #colon(at: number): void {
    const text = this.#text
    const next = text.charAt(skipBlanks(text, at + 1))
    const superfluous = next === '{' || next === '='
    this.#report(
      'syntax/colon',
      at,
      at + 1,
      superfluous ? 'A ":" too many' : 'A ":" where "=" belongs',
      {
        detail: superfluous ? 'Take it out.' : 'An option is written Name = value.',
        fixes: [
          fix(superfluous ? 'Take it out' : 'Write "="', 'safe', this.#name, [
            { start: at, end: at + 1, text: superfluous ? '' : ' =' },
          ]),
        ],
      },
    )
  }

  /** `include` and `readonly_include` are keywords only where an item can begin. */
  #isIncludeKeyword(start: number, end: number): boolean {
    const word = this.#text.slice(start, end).toLowerCase()
    if (word !== 'include' && word !== 'readonly_include') return false
    if (this.#isHeadPosition()) return true
    // Where a list was left open or a value is missing, an include with its operand behind it is a
    // statement again.
    return this.#atLineStart && /^[ \t]+"/.test(this.#text.slice(end, end + 40))
  }

  /** Whether a word that begins with a slash stands where a scope's instance stands (spec 2.2). */
  #isInstancePosition(): boolean {
    return (
      this.#listDepth === 0 &&
      this.#before(1) === TokenKind.Word &&
      this.#before(2) !== TokenKind.Equals
    )
  }

  /** An unquoted path or regular expression: parentheses, brackets and `=` belong to it (B3, B9). */
  #pathOrRegexInstance(start: number): number {
    const text = this.#text
    let at = start + 1
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (unit >= 128) {
        if (isForeignBlank(unit) || isTypographicQuote(unit)) break
        if (isZeroWidth(unit)) this.#invisible(at, at + 1, unit)
        continue
      }
      const role = ROLES[unit] as number
      if (role === Role.Word || role === Role.SingleQuote) continue
      if (role !== Role.Punctuation || unit === 0x7b || unit === 0x7d) break
    }
    return this.#push(TokenKind.Word, start, at)
  }

  // Strings

  #string(start: number): number {
    const text = this.#text
    const limit = start < this.#oneLineStringsUntil ? this.#lineEnd(start) : text.length
    const close = this.#closingQuote(start + 1, limit)
    const typographic = this.#strayClosingQuote(start, close === -1 ? limit : close)
    if (typographic !== -1) {
      this.#typographic(start, typographic)
      return this.#push(TokenKind.String, start, typographic + 1)
    }
    if (close === -1) {
      if (limit === text.length) this.#oneLineStringsUntil = text.length
      return this.#isGlued(start) ? this.#unopenedString(start) : this.#unclosedString(start)
    }
    if (close < this.#lineEnd(start)) {
      const stop = this.#isWordAfter(close) ? this.#stopOnLine(start, close) : undefined
      if (stop === undefined) return this.#push(TokenKind.String, start, close + 1)
      return stop < start ? this.#unopenedString(start) : this.#endString(start, stop)
    }
    if (this.#seemsUnclosed(close)) {
      this.#oneLineStringsUntil = close
      return this.#isGlued(start) ? this.#unopenedString(start) : this.#unclosedString(start)
    }
    this.#printMarksInside(start, close)
    return this.#push(TokenKind.String, start, close + 1)
  }

  /** Whether a word is glued to a quote from behind: no statement has that. */
  #isWordAfter(close: number): boolean {
    const after = this.#text.charCodeAt(close + 1)
    return after < 128 && ROLES[after] === Role.Word && after !== COMMA && after !== SEMICOLON
  }

  /** Whether a quote is glued to what stands before it, as a closing quote is. */
  #isGlued(quote: number): boolean {
    const before = this.#text.charAt(quote - 1)
    return quote > 0 && !/[\s=([{,"]/.test(before) && this.#count > this.#lineTokens
  }

  /**
   * Where a string ends whose closing quote, on the same line, is really the opening quote of the
   * next one.
   * @returns undefined when it is not; an index before `start` when the quote at `start` is itself a
   *   closing quote, whose opening one is missing
   */
  #stopOnLine(start: number, close: number): number | undefined {
    const body = this.#text.slice(start + 1, close)
    const next = /\s*[A-Za-z_][\w.:-]*\s*=\s*[([]?\s*$/.exec(body.slice(-200))
    if (next !== null) {
      if (this.#isGlued(start)) return start - 1
      const brace =
        this.#before(1) === TokenKind.Word && this.#listDepth === 0 ? body.indexOf('{') : -1
      const length = brace === -1 ? body.length - next[0].length : brace
      return trimEnd(this.#text, start + 1, start + 1 + length)
    }
    if (this.#listDepth === 0 || !/\s$/.test(body)) return undefined
    return trimEnd(this.#text, start + 1, close)
  }

  /**
   * Reports a value whose opening quote is missing: all of it, from where the value begins on this
   * line to the quote, is the string.
   */
  #unopenedString(quote: number): number {
    const inList = this.#listDepth > 0
    let first = this.#count
    const least = Math.max(this.#lineTokens, this.#count - 64)
    while (first > least && !this.#startsValue(first, inList)) first--
    // Without a "=" on the line, the first word of it is the name of a stanza.
    if (first === this.#lineTokens && this.#lineDepth === 0) first++
    first = Math.min(first, this.#count - 1)
    const start = this.#start[first] as number
    this.#takeBack(first)
    // What was found in it is text of the string.
    while ((this.#diagnostics.at(-1)?.start ?? -1) >= start) this.#diagnostics.pop()
    this.#report('syntax/unclosed-string', start, quote + 1, 'The opening quote is missing', {
      detail: 'A " is missing before the value.',
      fixes: [fix('Open the string', 'unsafe', this.#name, [{ start, end: start, text: '"' }])],
    })
    return this.#push(TokenKind.String, start, quote + 1)
  }

  /** Whether the value, or the element of a list, that ends now begins with this token of the line. */
  #startsValue(token: number, inList: boolean): boolean {
    const before = this.#kind[token - 1]
    if (before === TokenKind.Equals) {
      // In an array a "=" that is glued to words is a part of the element: odbc:DSN=x
      const glued =
        this.#start[token] === this.#end[token - 1] &&
        this.#start[token - 1] === this.#end[token - 2]
      return !(glued && inList && this.#inArray)
    }
    if (!inList) return false
    if (before === TokenKind.String || before === TokenKind.Comma) return true
    const opens = before === TokenKind.OpenParen || before === TokenKind.OpenBracket
    return opens && this.#kind[token - 2] === TokenKind.Equals
  }

  /** Drops the tokens of this line from one on. */
  #takeBack(first: number): void {
    this.#count = first
    this.#listDepth = this.#lineDepth
    for (let token = this.#lineTokens; token < first; token++) {
      const kind = this.#kind[token]
      if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) this.#listDepth++
      else if (kind === TokenKind.OpenBrace || kind === TokenKind.CloseBrace) this.#listDepth = 0
      else if (kind === TokenKind.CloseParen || kind === TokenKind.CloseBracket) {
        this.#listDepth = Math.max(0, this.#listDepth - 1)
      }
    }
  }

  /** In this range no quote ends a string. */
  #noQuoteFrom = 0
  #noQuoteTo = -1
  /** The index of the quote that ends a string, -1 when there is none before `limit`. */
  #closingQuote(from: number, limit: number): number {
    // A search from further back that found none up to here has looked already.
    if (from >= this.#noQuoteFrom && limit <= this.#noQuoteTo) return -1
    const text = this.#text
    let at = text.indexOf('"', from)
    while (at !== -1 && at < limit) {
      let backslashes = 0
      while (at - backslashes > from && text.charCodeAt(at - 1 - backslashes) === BACKSLASH) {
        backslashes++
      }
      if (backslashes % 2 === 0) return at
      at = text.indexOf('"', at + 1)
    }
    this.#noQuoteFrom = from
    this.#noQuoteTo = limit
    return -1
  }

  /**
   * A string over several lines whose closing quote has a word glued to it, or ends with
   * `Name =`: the quote really opens the next string, and this one was not closed.
   */
  #seemsUnclosed(close: number): boolean {
    const text = this.#text
    if (text.charCodeAt(close + 1) === QUOTE || this.#isWordAfter(close)) return true
    const line = text.slice(text.lastIndexOf('\n', close) + 1, close)
    return /^\s*[A-Za-z_][\w:.-]*\s*=\s*[([]?\s*$/.test(line)
  }

  /**
   * Reports a string that is not closed, and ends it where the statement most likely ends: before
   * the first line that is not indented deeper, or that holds a quote.
   */
  #unclosedString(start: number): number {
    const text = this.#text
    const indent = indentAt(text, start)
    let end = this.#lineEnd(start)
    const nextQuote = text.indexOf('"', end)
    const header = this.#opensStanza(start, trimEnd(text, start + 1, end))
    while (!header && end < text.length) {
      const lineEnd = this.#lineEnd(end + 1)
      const first = skipBlanks(text, end + 1)
      if (first >= lineEnd || indentAt(text, first) <= indent) break
      if (nextQuote !== -1 && nextQuote < lineEnd) break
      end = lineEnd
    }
    return this.#endString(start, this.#withoutClosing(start, end))
  }

  /** Reports a string that is not closed, and ends it at an index. */
  #endString(start: number, stop: number): number {
    this.#report('syntax/unclosed-string', start, start + 1, 'String is not closed', {
      detail: 'A " is missing at the end of the value.',
      fixes: [
        fix('Close the string', 'unsafe', this.#name, [{ start: stop, end: stop, text: '"' }]),
      ],
    })
    return this.#push(TokenKind.String, start, Math.max(stop, start + 1))
  }

  /** Whether a string that was not closed is an instance with the brace of its stanza behind it. */
  #opensStanza(start: number, end: number): boolean {
    return (
      end > start + 1 &&
      this.#text.charAt(end - 1) === '{' &&
      this.#before(1) === TokenKind.Word &&
      this.#listDepth === 0
    )
  }

  /** Where a string that was not closed ends, without what belongs to its list or stanza. */
  #withoutClosing(start: number, lineEnd: number): number {
    const text = this.#text
    const end = trimEnd(text, start + 1, lineEnd)
    if (this.#opensStanza(start, end)) return trimEnd(text, start + 1, end - 1)
    const balance = new Balance(text.slice(start, end))
    let from = end
    // What closes was opened outside the string: a bracket with its partner inside belongs to it.
    while (from > start + 1 && balance.closesMore(text.charAt(from - 1))) {
      from = trimEnd(text, start + 1, from - 1)
    }
    const closing = text.charAt(skipBlanks(text, from))
    const belongs = this.#listDepth > 0 ? closing === ')' || closing === ']' : closing === '}'
    return belongs ? from : end
  }

  /** A string that opens with `"` and closes with a typographic quote, as printed texts have it. */
  #strayClosingQuote(start: number, limit: number): number {
    const text = this.#text
    const lineEnd = Math.min(limit, this.#lineEndIfTypographic(start, limit))
    let open = 0
    for (let at = start + 1; at < lineEnd; at++) {
      const unit = text.charCodeAt(at)
      if (unit === 0x201c) open++
      else if (unit === 0x201d && open-- === 0) return at
    }
    return -1
  }

  /** Where to stop looking for typographic quotes: at once when there is none in the string. */
  #lineEndIfTypographic(start: number, limit: number): number {
    const at = this.#nextTypographic(start)
    return at >= limit ? start : Math.min(this.#lineEnd(start), limit)
  }

  /** The next closing typographic quote, and the next print mark, behind an index. */
  readonly #nextTypographic = rememberedSearch(() => this.#text, '\u201d')
  readonly #nextPrintMark = rememberedSearch(() => this.#text, '\u00bb')

  #printMarksInside(start: number, end: number): void {
    for (let at = this.#nextPrintMark(start); at < end; at = this.#nextPrintMark(at + 1)) {
      this.#printMark(at)
    }
  }

  #singleQuote(start: number): number {
    const close = this.#singleQuoteClose(start)
    if (close === -1) return this.#finishWord(start, this.#wordEnd(start))
    const value = this.#text.slice(start + 1, close)
    this.#report(
      'syntax/single-quotes',
      start,
      close + 1,
      'Single quotes do not delimit a string',
      {
        detail: 'Write it in double quotes.',
        fixes: [
          fix('Use double quotes', 'safe', this.#name, [
            { start, end: close + 1, text: encodeString(value) },
          ]),
        ],
      },
    )
    return this.#push(TokenKind.String, start, close + 1)
  }

  #closesOnLine(at: number): boolean {
    return this.#singleQuoteClose(at) !== -1
  }

  #singleQuoteClose(start: number): number {
    const close = this.#text.indexOf("'", start + 1)
    return close !== -1 && close < this.#lineEnd(start) ? close : -1
  }

  // Characters beyond ASCII

  #beyondAscii(at: number, unit: number): number {
    if (isForeignBlank(unit)) {
      let end = at + 1
      while (this.#text.charCodeAt(end) === unit) end++
      this.#invisible(at, end, unit)
      return end
    }
    if (isZeroWidth(unit)) {
      this.#invisible(at, at + 1, unit)
      return at + 1
    }
    if (opensTypographicString(unit)) return this.#typographicString(at, unit)
    if (unit === PRINT_MARK) {
      const next = this.#printMark(at)
      if (next > at) return next
    }
    return this.#finishWord(at, this.#wordEnd(at + 1))
  }

  #invisible(start: number, end: number, unit: number): void {
    const blank = isForeignBlank(unit)
    this.#report(
      'syntax/invisible-character',
      start,
      end,
      `Invisible character ${characterName(unit)}`,
      {
        detail: blank
          ? 'It looks like a space and is none. Write an ordinary space.'
          : 'Nobody sees it, and it changes the word. Take it out.',
        fixes: [
          fix(blank ? 'Write an ordinary space' : 'Take it out', 'safe', this.#name, [
            { start, end, text: blank ? ' '.repeat(end - start) : '' },
          ]),
        ],
      },
    )
  }

  /** A string that opens with a typographic quote: to the next quote of any kind on the line. */
  #typographicString(start: number, open: number): number {
    const text = this.#text
    const lineEnd = this.#lineEnd(start)
    for (let at = start + 1; at < lineEnd; at++) {
      if (closesTypographicString(open, text.charCodeAt(at))) {
        this.#typographic(start, at)
        return this.#push(TokenKind.String, start, at + 1)
      }
    }
    this.#report('syntax/typographic-quotes', start, start + 1, 'Typographic quote', {
      detail: 'Strings stand between plain double quotes: "value".',
    })
    return this.#finishWord(start, this.#wordEnd(start + 1))
  }

  #typographic(start: number, close: number): void {
    this.#report(
      'syntax/typographic-quotes',
      start,
      close + 1,
      'Typographic quotes do not delimit a string',
      {
        detail: 'Write plain double quotes: "value".',
        fixes: [
          fix('Use plain double quotes', 'safe', this.#name, [
            { start, end: start + 1, text: '"' },
            { start: close, end: close + 1, text: '"' },
          ]),
        ],
      },
    )
  }

  /** Reports a print mark at a line's end. Returns where the text goes on, or `at` if it is none. */
  #printMark(at: number): number {
    const broken = /^\u00bb[ \t\r]*\n[ \t]*/.exec(this.#text.slice(at, at + 400))
    if (!broken) return at
    const end = at + broken[0].length
    this.#report(
      'syntax/print-mark',
      at,
      at + 1,
      'The mark "»" of a line that was broken for print',
      {
        detail: 'In the file this is one line: join the two.',
        fixes: [fix('Join the lines', 'unsafe', this.#name, [{ start: at, end, text: '' }])],
      },
    )
    return end
  }

  // Comments, semicolons, conflict marks, control characters

  #comment(start: number): number {
    const text = this.#text
    const close = start < this.#commentsOpenFrom ? text.indexOf('*/', start + 2) : -1
    if (close !== -1) {
      // Only as far as the comment goes: there may be many on a line, and the next line far away.
      if (text.slice(start, close).includes('\n')) this.#atLineStart = true
      return close + 2
    }
    const first = this.#commentsOpenFrom === Number.POSITIVE_INFINITY
    if (first) this.#commentsOpenFrom = start
    let end = this.#lineEnd(start)
    while (end < text.length && !looksLikeStatement(text, end + 1, this.#lineEnd(end + 1))) {
      end = this.#lineEnd(end + 1)
    }
    if (first) {
      this.#report('syntax/unclosed-comment', start, start + 2, 'Comment is not closed', {
        detail: 'A */ is missing at its end.',
      })
    }
    return end
  }

  /**
   * Reports semicolons at the end of a statement. Returns where they end, or `at` elsewhere.
   * @param value whether they stand behind an unquoted value: no value ends with a semicolon
   */
  #semicolons(at: number, value = false): number {
    const text = this.#text
    let end = at
    while (text.charCodeAt(end) === SEMICOLON) end++
    let next = end
    while (text.charCodeAt(next) === 0x20 || text.charCodeAt(next) === 0x09) next++
    const unit = text.charCodeAt(next)
    const ends =
      value || next >= text.length || unit === LF || unit === 0x0d || unit === 0x23 || unit === 0x7d
    if (!ends) return at
    this.#report('syntax/semicolon', at, end, 'A semicolon does not end a statement here', {
      detail: 'Take it out: statements end by themselves.',
      fixes: [fix('Take the semicolon out', 'safe', this.#name, [{ start: at, end, text: '' }])],
    })
    return end
  }

  #isConflictMark(at: number): boolean {
    const text = this.#text
    if (at > 0 && text.charCodeAt(at - 1) !== LF) return false
    const unit = text.charCodeAt(at)
    if (unit !== 0x3c && unit !== 0x3d && unit !== 0x3e && unit !== 0x7c) return false
    for (let offset = 1; offset < 7; offset++) {
      if (text.charCodeAt(at + offset) !== unit) return false
    }
    const after = text.charCodeAt(at + 7)
    return Number.isNaN(after) || after === 0x20 || after === LF || after === 0x0d
  }

  /** Steps over a line that `git merge` wrote. Both sides of the conflict are read. */
  #conflictMark(at: number): number {
    const unit = this.#text.charCodeAt(at)
    const end = this.#lineEnd(at)
    if (unit === 0x3c || !this.#inConflict) {
      this.#report('syntax/merge-conflict', at, at + 7, 'Merge conflict that nobody resolved', {
        detail: 'Keep one of the two sides and take the marks out.',
      })
    }
    this.#inConflict = unit !== 0x3e
    return end
  }

  #control(at: number): number {
    const text = this.#text
    const unit = text.charCodeAt(at)
    let end = at + 1
    while (text.charCodeAt(end) === unit) end++
    const many = end - at > 1 ? ` (${end - at} of them)` : ''
    this.#report(
      'syntax/control-character',
      at,
      end,
      unit === 0
        ? `NUL byte in the text${many}`
        : `Control character ${characterName(unit)} in the text${many}`,
      {
        detail: 'Take it out.',
        fixes: [fix('Take it out', 'unsafe', this.#name, [{ start: at, end, text: '' }])],
      },
    )
    return end
  }

  #lineFrom = 0
  #lineTo = -1
  /** Where the line that holds an index ends. Remembered: lines can be long, questions many. */
  #lineEnd(at: number): number {
    if (at < this.#lineFrom || at > this.#lineTo) {
      const newline = this.#text.indexOf('\n', at)
      this.#lineFrom = at
      this.#lineTo = newline === -1 ? this.#text.length : newline
    }
    return this.#lineTo
  }

  #report(
    code: Diagnostic['code'],
    start: number,
    end: number,
    summary: string,
    more: Pick<Diagnostic, 'detail' | 'fixes'>,
  ): void {
    this.#diagnostics.push(diagnostic(code, { file: this.#name, start, end }, summary, more))
  }
}

/** How far the line that holds an index is indented. */
function indentAt(text: string, index: number): number {
  return measureIndent(text, index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1)
}

/** Counts the brackets of a text, to tell which closing ones have no partner in it. */
class Balance {
  readonly #missing: Record<string, number>

  constructor(text: string) {
    const count = (character: string) => text.split(character).length - 1
    this.#missing = {
      ')': count(')') - count('('),
      ']': count(']') - count('['),
      '}': count('}') - count('{'),
    }
  }

  /** Whether a closing bracket is one that the text does not open; each is asked about once. */
  closesMore(character: string): boolean {
    const missing = this.#missing[character] ?? 0
    if (missing <= 0) return false
    this.#missing[character] = missing - 1
    return true
  }
}

/** The index of the first character from `from` on that is no space, tab or CR. */
function skipBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0d) return at
    at++
  }
}

/** The end of a range without the blanks at its end. */
function trimEnd(text: string, from: number, to: number): number {
  let end = to
  while (
    end > from &&
    (ROLES[text.charCodeAt(end - 1)] === Role.Blank || text.charCodeAt(end - 1) === LF)
  )
    end--
  return end
}

function looksLikeStatement(text: string, start: number, end: number): boolean {
  const line = text.slice(start, Math.min(end, start + 400))
  return /^\s*(?:[A-Za-z_][\w:.-]*\s*(?:=|\{|\[|\(|"[^"]*"\s*\{|[^\s{]+\s*\{)|(?:readonly_)?include\s|\})/i.test(
    line,
  )
}

/**
 * A search for one character that remembers what it found: asked again and again along a text, it
 * passes over the text once.
 * @returns the index of the first occurrence from an index on, infinity when there is none
 */
function rememberedSearch(text: () => string, wanted: string): (from: number) => number {
  let searchedFrom = Number.POSITIVE_INFINITY
  let found = -1
  return (from) => {
    if (from < searchedFrom || from > found) {
      const at = text().indexOf(wanted, from)
      searchedFrom = from
      found = at === -1 ? Number.POSITIVE_INFINITY : at
    }
    return found
  }
}
