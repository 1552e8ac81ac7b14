import type { Diagnostic } from '../../src/diagnostics/index.js'
import { type Source, TokenKind, type Tokens } from '../../src/syntax/index.js'
import { reportControl, reportInvisible } from '../findings/characters.js'
import {
  isForeignBlank,
  isTypographicQuote,
  isZeroWidth,
  opensTypographicString,
  PRINT_MARK,
  ROLES,
  Role,
} from './characters.js'
import { Comments } from './comments.js'
import { ConflictMarks } from './conflict-marks.js'
import {
  otherQuoteClose,
  passSemicolons,
  reportColon,
  reportLoneSingleQuote,
  reportOtherQuotes,
} from './habits.js'
import { PrintTraces } from './print.js'
import { type LexerEntry, LexerState } from './state.js'
import { StringReader } from './strings.js'

/** The tokens of a text, and the mistakes that are found without the grammar. */
export interface Lexed {
  readonly tokens: Tokens
  readonly diagnostics: Diagnostic[]
}

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
const BACK_TICK = 0x60
const EQUALS = 0x3d

/**
 * Splits a text into tokens (language spec 2). The lexer is written by hand: an unquoted instance,
 * the keyword `include` and a comma at the end of a word depend on the tokens before them, and a
 * table of regular expressions takes longer than the whole machine (`docs/performance.md`).
 * Mistakes are reported here and read as what was most likely meant, so that the grammar does not
 * meet them again.
 */
export function lex(source: Source): Lexed {
  const from = source.text.charCodeAt(0) === 0xfeff ? 1 : 0
  return new Lexer(source).run(from, source.length)
}

/** Splits a part of a text into tokens, whose offsets are those in the whole text. */
export function lexPart(source: Source, entry: LexerEntry): Lexed {
  return new Lexer(source, entry).run(entry.from, entry.to)
}

class Lexer {
  readonly #text: string
  readonly #state: LexerState
  readonly #strings: StringReader
  readonly #comments: Comments
  readonly #traces: PrintTraces
  readonly #conflicts: ConflictMarks

  constructor(source: Source, entry?: LexerEntry) {
    const state = new LexerState(source, entry)
    this.#text = source.text
    this.#state = state
    this.#traces = new PrintTraces(state)
    this.#strings = new StringReader(state, this.#traces)
    this.#comments = new Comments(state)
    this.#conflicts = new ConflictMarks(source.text, state.findings)
  }

  run(from: number, length: number): Lexed {
    const text = this.#text
    const state = this.#state
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
          state.beginLine()
          at++
          break
        case Role.Comment:
          at = text.indexOf('\n', at)
          if (at === -1) at = text.length
          break
        case Role.Quote:
          at = this.#strings.read(at)
          break
        case Role.Punctuation:
          at = this.#punctuation(at, unit)
          break
        case Role.SingleQuote:
          at = this.#singleQuote(at)
          break
        case Role.Control:
          at = this.#control(at, unit)
          break
        default:
          at = this.#word(at, unit)
      }
    }
    return { tokens: state.tokens.finish(text.length), diagnostics: state.findings.diagnostics }
  }

  #punctuation(at: number, unit: number): number {
    const state = this.#state
    if (unit === EQUALS && this.#conflicts.inside && this.#isConflictMark(at)) {
      return this.#conflictMark(at)
    }
    const kind = KIND_OF_MARK[unit] as TokenKind
    if (kind >= TokenKind.OpenParen) {
      if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) {
        if (state.listDepth++ === 0) state.inArray = kind === TokenKind.OpenParen
      } else if (state.listDepth > 0) state.listDepth--
    } else if (kind !== TokenKind.Equals) state.listDepth = 0
    return state.push(kind, at, at + 1)
  }

  #word(at: number, unit: number): number {
    if (unit === SLASH) {
      if (this.#text.charCodeAt(at + 1) === STAR) return this.#comments.pass(at)
      if (this.#state.isInstancePosition()) return this.#pathOrRegexInstance(at)
    } else if (unit === COMMA) {
      return this.#state.push(TokenKind.Comma, at, at + 1)
    } else if ((unit === 0x3c || unit === 0x3e || unit === 0x7c) && this.#isConflictMark(at)) {
      return this.#conflictMark(at)
    } else if (unit === SEMICOLON) {
      const end = passSemicolons(this.#state, at)
      if (end > at) return end
    } else if (unit === BACK_TICK) {
      const close = otherQuoteClose(this.#state, at)
      if (close > at + 1) {
        reportOtherQuotes(this.#state, at, close)
        return this.#state.push(TokenKind.String, at, close + 1)
      }
    }
    return this.#finishWord(at, this.#wordEnd(at + 1))
  }

  /** The end of a word that began before `from`. Mistakes within the word are reported. */
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
        if (isZeroWidth(unit)) reportInvisible(this.#state.findings, at, at + 1, unit)
        else if (unit === PRINT_MARK) {
          const next = this.#traces.mark(at)
          if (next > at) {
            at = next
            continue
          }
        }
        at++
      } else if (ROLES[unit] === Role.SingleQuote && otherQuoteClose(this.#state, at) === -1) {
        reportLoneSingleQuote(this.#state, at)
        at++
      } else return at
    }
  }

  #finishWord(start: number, wordEnd: number): number {
    const text = this.#text
    const state = this.#state
    let end = wordEnd
    let last = text.charCodeAt(end - 1)
    if (last === SEMICOLON) {
      let from = end - 1
      while (from > start && text.charCodeAt(from - 1) === SEMICOLON) from--
      const value = state.listDepth === 0 && state.before(1) === TokenKind.Equals
      if (from > start && passSemicolons(state, from, value) > from) {
        this.#pushWord(start, from)
        return end
      }
    } else if (last === COLON && end - start > 1 && state.isHeadPosition()) {
      reportColon(state, end - 1)
      this.#pushWord(start, end - 1)
      return end
    }
    if (last === COMMA && state.listDepth > 0) {
      while (end > start + 1 && last === COMMA) {
        end--
        last = text.charCodeAt(end - 1)
      }
      this.#pushWord(start, end)
      state.push(TokenKind.Comma, end, end + 1)
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
    this.#state.push(kind, start, end)
  }

  /** Whether a word is a function call as in Lua, `msys.log(`; names of options have no dots. */
  #isCall(start: number, end: number): boolean {
    return this.#state.isHeadPosition() && /[\w\]]\.[A-Za-z_]/.test(this.#text.slice(start, end))
  }

  /**
   * Whether a word is a keyword; `include` and `readonly_include` are that only where an item can
   * begin.
   */
  #isIncludeKeyword(start: number, end: number): boolean {
    const word = this.#text.slice(start, end).toLowerCase()
    if (word !== 'include' && word !== 'readonly_include') return false
    if (this.#state.isHeadPosition()) return true
    // After an unclosed list or a missing value, an include with its operand on a new line begins a
    // statement all the same.
    return this.#state.atLineStart && /^[ \t]+"/.test(this.#text.slice(end, end + 40))
  }

  /**
   * Reads an unquoted path or regular expression, which may contain parentheses, brackets and `=`
   * (language spec 2.2, B3 and B9).
   */
  #pathOrRegexInstance(start: number): number {
    const text = this.#text
    let at = start + 1
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (unit >= 128) {
        if (isForeignBlank(unit) || isTypographicQuote(unit)) break
        if (isZeroWidth(unit)) reportInvisible(this.#state.findings, at, at + 1, unit)
        continue
      }
      const role = ROLES[unit] as number
      if (role === Role.Word || role === Role.SingleQuote) continue
      if (role !== Role.Punctuation || unit === 0x7b || unit === 0x7d) break
    }
    return this.#state.push(TokenKind.Word, start, at)
  }

  #singleQuote(start: number): number {
    const state = this.#state
    const close = otherQuoteClose(state, start)
    if (close === -1) return this.#finishWord(start, this.#wordEnd(start))
    reportOtherQuotes(state, start, close)
    return state.push(TokenKind.String, start, close + 1)
  }

  #beyondAscii(at: number, unit: number): number {
    const { findings } = this.#state
    if (isForeignBlank(unit)) {
      const end = this.#runEnd(at, unit)
      reportInvisible(findings, at, end, unit)
      return end
    }
    if (isZeroWidth(unit)) {
      reportInvisible(findings, at, at + 1, unit)
      return at + 1
    }
    if (opensTypographicString(unit)) {
      const end = this.#traces.typographicString(at, unit)
      if (end !== -1) return this.#state.push(TokenKind.String, at, end)
    } else if (unit === PRINT_MARK) {
      const next = this.#traces.mark(at)
      if (next > at) return next
    }
    return this.#finishWord(at, this.#wordEnd(at + 1))
  }

  #control(at: number, unit: number): number {
    const end = this.#runEnd(at, unit)
    const { findings } = this.#state
    const fixes = [findings.replaceAt('Take it out', 'unsafe', at, end, '')]
    reportControl(findings, at, end, unit, fixes)
    return end
  }

  /** The end of a run of one character. */
  #runEnd(start: number, unit: number): number {
    let end = start + 1
    while (this.#text.charCodeAt(end) === unit) end++
    return end
  }

  #isConflictMark(at: number): boolean {
    const startsLine = at === 0 || this.#text.charCodeAt(at - 1) === LF
    return startsLine && this.#conflicts.isMark(at)
  }

  #conflictMark(at: number): number {
    this.#conflicts.pass(at)
    return this.#state.lineEnds.of(at)
  }
}
