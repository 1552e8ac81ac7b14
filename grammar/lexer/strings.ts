import { TokenKind } from '../../src/syntax/index.js'
import { ROLES, Role } from './characters.js'
import type { PrintTraces } from './print.js'
import type { LexerState } from './state.js'
import { endsWithOption, endUnclosed, nextOption, readUnclosed, stopOnLine } from './unclosed.js'
import { readUnopened } from './unopened.js'

const BACKSLASH = 0x5c
const COMMA = 0x2c
const QUOTE = 0x22
const SEMICOLON = 0x3b

/**
 * Reads strings in double quotes (language spec 2.3). A string may span lines, so one quote too few
 * or too many would swap strings and text in the rest of the file. Where the quotes seem out of
 * step, the string ends where it was most likely meant to end.
 */
export class StringReader {
  /**
   * The index up to which strings must close on their own line: an unclosed string over several
   * lines was found, so the quotes before this index are out of step.
   */
  #oneLineUntil = 0
  /** The range in which no quote ends a string. */
  #noQuoteFrom = 0
  #noQuoteTo = -1

  constructor(
    private readonly state: LexerState,
    private readonly traces: PrintTraces,
  ) {}

  /** Adds the string that a quote begins. @returns its end */
  read(start: number): number {
    const { state, traces } = this
    const { text, lineEnds } = state
    const limit = start < this.#oneLineUntil ? lineEnds.of(start) : text.length
    const close = this.#closingQuote(start + 1, limit)
    const typographic = traces.strayClosingQuote(start, close === -1 ? limit : close)
    if (typographic !== -1) {
      traces.reportTypographic(start, typographic)
      return state.push(TokenKind.String, start, typographic + 1)
    }
    if (close === -1) {
      if (limit === text.length) this.#oneLineUntil = text.length
      return this.#outOfStep(start)
    }
    if (close < lineEnds.of(start)) return this.#onOneLine(start, close)
    if (this.#seemsUnclosed(close)) {
      this.#oneLineUntil = close
      return this.#outOfStep(start)
    }
    traces.marksInside(start, close)
    return state.push(TokenKind.String, start, close + 1)
  }

  /** A string whose closing quote is followed directly by a word may really end earlier. */
  #onOneLine(start: number, close: number): number {
    const { state } = this
    if (this.#isWordAfter(close)) {
      const body = state.text.slice(start + 1, close)
      const next = nextOption(body)
      if (next !== undefined && this.#isGlued(start)) return readUnopened(state, start)
      const stop = stopOnLine(state, start, body, next)
      if (stop !== undefined) return endUnclosed(state, start, stop)
    }
    return state.push(TokenKind.String, start, close + 1)
  }

  /**
   * Whether a string over several lines was never closed, because its closing quote opens the next
   * string: a word follows the quote directly, or `Name =` precedes it.
   */
  #seemsUnclosed(close: number): boolean {
    const { text } = this.state
    if (text.charCodeAt(close + 1) === QUOTE || this.#isWordAfter(close)) return true
    return endsWithOption(text, close)
  }

  /** Handles a quote out of step: either its own opening or its closing counterpart is missing. */
  #outOfStep(start: number): number {
    return this.#isGlued(start) ? readUnopened(this.state, start) : readUnclosed(this.state, start)
  }

  /** Whether a word follows a quote directly, which no statement allows. */
  #isWordAfter(close: number): boolean {
    const after = this.state.text.charCodeAt(close + 1)
    return after < 128 && ROLES[after] === Role.Word && after !== COMMA && after !== SEMICOLON
  }

  /** Whether a quote directly follows other text, as a closing quote does. */
  #isGlued(quote: number): boolean {
    const { text, tokens, lineTokens } = this.state
    const before = text.charAt(quote - 1)
    return quote > 0 && !/[\s=([{,"]/.test(before) && tokens.count > lineTokens
  }

  /** The index of the quote that ends a string; -1 when there is none before `limit`. */
  #closingQuote(from: number, limit: number): number {
    // An earlier search over this range has already found no quote.
    if (from >= this.#noQuoteFrom && limit <= this.#noQuoteTo) return -1
    const { text } = this.state
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
}
