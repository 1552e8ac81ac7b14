import {
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  fix,
} from '../../src/diagnostics/index.js'
import type { Source } from '../../src/syntax/index.js'
import {
  characterName,
  isForeignBlank,
  isTypographicQuote,
  isZeroWidth,
} from '../lexer/characters.js'
import { TokenColumns } from '../lexer/columns.js'
import type { Lexed } from '../lexer/lexer.js'
import type { DialectToken } from './kinds.js'

const BYTE_ORDER_MARK = 0xfeff

/** Characters in a token that nobody sees, or that no such text should hold. */
const SUSPICIOUS =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff\u201c-\u201f]/g

/**
 * Splits a text of a sibling dialect into tokens, line by line: in all of them a line's end ends
 * what a broken line has begun.
 */
export abstract class DialectLexer {
  protected readonly text: string
  protected readonly tokens = new TokenColumns()
  readonly #name: string
  readonly #diagnostics: Diagnostic[] = []
  /** Where the last line ends that has a finding of a kind that is made once in a line. */
  readonly #foundUpTo = new Map<DiagnosticCode, number>()
  #inConflict = false

  constructor(source: Source) {
    this.text = source.text
    this.#name = source.name
  }

  run(): Lexed {
    const { text } = this
    let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
    while (at < text.length) {
      const end = this.lineEnd(at)
      at = this.#isConflictMark(at) ? this.#conflictMark(at, end) : this.line(at, end)
      if (text.charCodeAt(at) === 0x0a) at++
    }
    return { tokens: this.tokens.finish(text.length), diagnostics: this.#diagnostics }
  }

  /**
   * Splits one line.
   * @param end where the line ends, its LF not included
   * @returns where the text goes on: `end`, or a place behind it when a token spans several lines
   */
  protected abstract line(start: number, end: number): number

  /** The index of the LF that ends the line, or the end of the text. */
  protected lineEnd(at: number): number {
    const newline = this.text.indexOf('\n', at)
    return newline === -1 ? this.text.length : newline
  }

  /** Steps over blanks; those that only look like blanks are reported. */
  protected skipBlanks(from: number, end: number): number {
    let at = from
    while (at < end) {
      const unit = this.text.charCodeAt(at)
      if (!isBlank(unit)) {
        if (!isForeignBlank(unit)) break
        this.#foreignBlank(at, unit)
      }
      at++
    }
    return at
  }

  /** Where the blanks at the end of a range begin. */
  protected trimEnd(start: number, end: number): number {
    let at = end
    while (at > start && isBlank(this.text.charCodeAt(at - 1))) at--
    return at
  }

  /**
   * Adds a token, and reports the characters in it that should not be there.
   * @param quoted whether they are meant, because they stand in quotes
   */
  protected push(kind: DialectToken, start: number, end: number, quoted = false): void {
    this.tokens.push(kind, start, end)
    if (quoted) return
    for (const { index, 0: character } of this.text.slice(start, end).matchAll(SUSPICIOUS)) {
      this.#suspicious(start + index, character.charCodeAt(0))
    }
  }

  protected report(
    code: DiagnosticCode,
    start: number,
    end: number,
    summary: string,
    more: Pick<Diagnostic, 'detail' | 'fixes'>,
  ): void {
    this.#diagnostics.push(diagnostic(code, { file: this.#name, start, end }, summary, more))
  }

  protected replacement(
    title: string,
    safety: 'safe' | 'unsafe',
    start: number,
    end: number,
    text: string,
  ) {
    return fix(title, safety, this.#name, [{ start, end, text }])
  }

  #foreignBlank(at: number, unit: number): void {
    this.report('syntax/invisible-character', at, at + 1, invisible(unit), {
      detail: 'It looks like a space and is none. Write an ordinary space.',
      fixes: [this.replacement('Write an ordinary space', 'safe', at, at + 1, ' ')],
    })
  }

  #suspicious(at: number, unit: number): void {
    if (isForeignBlank(unit)) this.#foreignBlank(at, unit)
    else if (isTypographicQuote(unit)) {
      if (!this.#isFirstOfLine('syntax/typographic-quotes', at)) return
      this.report('syntax/typographic-quotes', at, at + 1, 'Typographic quote', {
        detail: 'Write plain quotes where quotes belong, and none elsewhere.',
      })
    } else if (isZeroWidth(unit)) {
      this.report('syntax/invisible-character', at, at + 1, invisible(unit), {
        detail: 'Nobody sees it, and it changes the word. Take it out.',
        fixes: [this.replacement('Take it out', 'safe', at, at + 1, '')],
      })
    } else if (this.#isFirstOfLine('syntax/control-character', at)) {
      const summary =
        unit === 0 ? 'NUL byte in the text' : `Control character ${characterName(unit)} in the text`
      this.report('syntax/control-character', at, at + 1, summary, { detail: 'Take it out.' })
    }
  }

  /** Whether no such finding was made on the line of an index before. */
  #isFirstOfLine(code: DiagnosticCode, at: number): boolean {
    if (at < (this.#foundUpTo.get(code) ?? 0)) return false
    this.#foundUpTo.set(code, this.lineEnd(at))
    return true
  }

  #isConflictMark(at: number): boolean {
    const mark = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/.exec(this.text.slice(at, at + 8))
    return mark !== null && (this.#inConflict || !mark[0].startsWith('='))
  }

  /** Steps over a line that `git merge` wrote. Both sides of the conflict are read. */
  #conflictMark(at: number, end: number): number {
    const opens = this.text.charAt(at) === '<'
    if (opens || !this.#inConflict) {
      this.report('syntax/merge-conflict', at, at + 7, 'Merge conflict that nobody resolved', {
        detail: 'Keep one of the two sides and take the marks out.',
      })
    }
    this.#inConflict = this.text.charAt(at) !== '>'
    return end
  }
}

function invisible(unit: number): string {
  return `Invisible character ${characterName(unit)}`
}

/** Whether a character separates words. A CR does: before a LF it is part of the line's end. */
export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0d || unit === 0x0b || unit === 0x0c
}
