import type { DiagnosticCode } from '../../src/diagnostics/index.js'
import type { Source } from '../../src/syntax/index.js'
import { reportControl, reportInvisible } from '../findings/characters.js'
import { Findings } from '../findings/findings.js'
import { isForeignBlank, isTypographicQuote, isZeroWidth } from '../lexer/characters.js'
import { TokenColumns } from '../lexer/columns.js'
import { ConflictMarks } from '../lexer/conflict-marks.js'
import type { Lexed } from '../lexer/lexer.js'
import type { DialectToken } from './kinds.js'

const BYTE_ORDER_MARK = 0xfeff

/** Matches characters in tokens that are invisible, or that no such text should contain. */
const SUSPICIOUS =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x85\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff\u201c-\u201f]/g

/**
 * Splits a text of a sibling dialect into tokens, line by line: in every dialect the end of a line
 * also ends a broken statement.
 */
export abstract class DialectLexer {
  protected readonly text: string
  protected readonly tokens = new TokenColumns()
  protected readonly findings: Findings
  /**
   * For each code that is reported once per line, the end of the latest line with such a finding.
   */
  readonly #foundUpTo = new Map<DiagnosticCode, number>()

  constructor(source: Source) {
    this.text = source.text
    this.findings = new Findings(source.name)
  }

  run(): Lexed {
    const { text } = this
    const marks = new ConflictMarks(text, this.findings)
    let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
    while (at < text.length) {
      const end = this.lineEnd(at)
      if (marks.isMark(at)) {
        marks.pass(at)
        at = end
      } else at = this.line(at, end)
      if (text.charCodeAt(at) === 0x0a) at++
    }
    return { tokens: this.tokens.finish(text.length), diagnostics: this.findings.diagnostics }
  }

  /**
   * Splits one line into tokens.
   * @param end the end of the line, without its LF
   * @returns where the text continues: `end`, or a later index when a token spans several lines
   */
  protected abstract line(start: number, end: number): number

  /** The index of the LF that ends the line, or the end of the text. */
  protected lineEnd(at: number): number {
    const newline = this.text.indexOf('\n', at)
    return newline === -1 ? this.text.length : newline
  }

  /** Skips blanks; reports characters that only look like blanks. */
  protected skipBlanks(from: number, end: number): number {
    let at = from
    while (at < end) {
      const unit = this.text.charCodeAt(at)
      if (!isBlank(unit)) {
        if (!isForeignBlank(unit)) break
        reportInvisible(this.findings, at, at + 1, unit)
      }
      at++
    }
    return at
  }

  /** The index where trailing blanks of a range begin. */
  protected trimEnd(start: number, end: number): number {
    let at = end
    while (at > start && isBlank(this.text.charCodeAt(at - 1))) at--
    return at
  }

  /**
   * Adds a token, and reports suspicious characters in it.
   * @param quoted whether such characters are intended, because they are within quotes
   */
  protected push(kind: DialectToken, start: number, end: number, quoted = false): void {
    this.tokens.push(kind, start, end)
    if (quoted) return
    for (const { index, 0: character } of this.text.slice(start, end).matchAll(SUSPICIOUS)) {
      this.#suspicious(start + index, character.charCodeAt(0))
    }
  }

  #suspicious(at: number, unit: number): void {
    const { findings } = this
    if (isForeignBlank(unit) || isZeroWidth(unit)) reportInvisible(findings, at, at + 1, unit)
    else if (isTypographicQuote(unit)) {
      if (!this.#isFirstOfLine('syntax/typographic-quotes', at)) return
      findings.reportAt('syntax/typographic-quotes', at, at + 1, 'Typographic quote', {
        detail: 'Write plain quotes where quotes belong, and none elsewhere.',
      })
    } else if (this.#isFirstOfLine('syntax/control-character', at)) {
      reportControl(findings, at, at + 1, unit)
    }
  }

  /** Whether the line of an index has no earlier finding with this code. */
  #isFirstOfLine(code: DiagnosticCode, at: number): boolean {
    if (at < (this.#foundUpTo.get(code) ?? 0)) return false
    this.#foundUpTo.set(code, this.lineEnd(at))
    return true
  }
}

/** Whether a character separates words, as a CR does: before a LF it belongs to the line end. */
export function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0d || unit === 0x0b || unit === 0x0c
}
