import type { Source } from '../../../src/syntax/index.js'
import { isForeignBlank } from '../../lexer/characters.js'
import type { Lexed } from '../../lexer/lexer.js'
import { DialectToken } from '../kinds.js'
import { DialectLexer, isBlank } from '../lexer.js'

/** The form of a value: one word, or words that may continue on the next line after a backslash. */
export type ValueForm = 'word' | 'list'

/**
 * Makes a lexer that splits lines at their first `=`; `#` begins a comment where a word may begin.
 */
export function lexPairs(form: ValueForm): (source: Source) => Lexed {
  return (source) => new PairLexer(source, form).run()
}

class PairLexer extends DialectLexer {
  readonly #lists: boolean

  constructor(source: Source, form: ValueForm) {
    super(source)
    this.#lists = form === 'list'
  }

  protected line(start: number, end: number): number {
    const { text } = this
    let at = this.skipBlanks(start, end)
    if (at >= end || text.charCodeAt(at) === 0x23) return end
    const key = at
    at = this.#key(at, end)
    at = this.skipBlanks(at, end)
    if (text.charAt(at) === '=' && at < end) {
      // A `=` without a key must not be read as part of the previous line.
      this.push(at === key ? DialectToken.Unknown : DialectToken.Equals, at, at + 1)
      at++
    }
    return this.#words(at, end)
  }

  /** Reads a key, which ends at a blank or at the `=`; a line that begins with `=` has no key. */
  #key(start: number, end: number): number {
    const { text } = this
    let at = start
    while (at < end && text.charAt(at) !== '=' && !this.#isBlankAt(at)) at++
    const colon = at - start > 1 && text.charAt(at - 1) === ':'
    if (colon) {
      const superfluous = text.charAt(this.#behindBlanks(at, end)) === '='
      this.findings.reportAt(
        'syntax/colon',
        at - 1,
        at,
        superfluous ? 'A ":" too many' : 'A ":" where "=" belongs',
        {
          detail: superfluous ? 'Take it out.' : 'A line is written key=value.',
          fixes: [
            this.findings.replaceAt(
              superfluous ? 'Take it out' : 'Write "="',
              'safe',
              at - 1,
              at,
              superfluous ? '' : '=',
            ),
          ],
        },
      )
    }
    if (at > start) this.push(DialectToken.Head, start, colon ? at - 1 : at)
    return at
  }

  /** Adds the words after the `=`, up to the end of the line and of the lines joined to it. */
  #words(from: number, lineEnd: number): number {
    const { text } = this
    let at = from
    let end = lineEnd
    for (;;) {
      at = this.skipBlanks(at, end)
      if (at >= end || text.charAt(at) === '#') return end
      if (this.#isContinuation(at, end)) {
        at = Math.min(end + 1, text.length)
        end = this.lineEnd(at)
        continue
      }
      at = this.#word(at, end)
    }
  }

  #word(start: number, end: number): number {
    const { text } = this
    let at = start
    while (at < end && !this.#isBlankAt(at) && !this.#isContinuation(at, end)) at++
    let wordEnd = at
    while (wordEnd > start && text.charAt(wordEnd - 1) === ';') wordEnd--
    if (wordEnd < at && wordEnd > start) {
      this.findings.reportAt(
        'syntax/semicolon',
        wordEnd,
        at,
        'A semicolon does not end a value here',
        {
          detail: 'Take it out: a value ends with its line.',
          fixes: [this.findings.replaceAt('Take the semicolon out', 'safe', wordEnd, at, '')],
        },
      )
    } else wordEnd = at
    const first = text.charAt(start)
    if (!this.#lists && (first === '"' || first === "'")) {
      this.findings.reportAt(
        'syntax/unexpected',
        start,
        wordEnd,
        'Quotes do not delimit a value here',
        {
          detail: 'They are read as part of the value. Take them out.',
          ...this.#withoutQuotes(start, wordEnd, first),
        },
      )
    }
    this.push(DialectToken.Word, start, wordEnd)
    return at
  }

  #withoutQuotes(start: number, end: number, mark: string) {
    if (end - start < 3 || this.text.charAt(end - 1) !== mark) return {}
    const value = this.text.slice(start + 1, end - 1)
    return { fixes: [this.findings.replaceAt('Take the quotes out', 'unsafe', start, end, value)] }
  }

  /** Whether a backslash ends the line and another line follows. */
  #isContinuation(at: number, end: number): boolean {
    return (
      this.#lists &&
      this.text.charAt(at) === '\\' &&
      end < this.text.length &&
      this.trimEnd(at + 1, end) === at + 1
    )
  }

  #isBlankAt(at: number): boolean {
    const unit = this.text.charCodeAt(at)
    return isBlank(unit) || isForeignBlank(unit)
  }

  #behindBlanks(from: number, end: number): number {
    let at = from
    while (at < end && isBlank(this.text.charCodeAt(at))) at++
    return at
  }
}
