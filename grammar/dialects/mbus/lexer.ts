import type { Source } from '../../../src/syntax/index.js'
import { measureIndent } from '../../layout.js'
import { isForeignBlank } from '../../lexer/characters.js'
import type { Lexed } from '../../lexer/lexer.js'
import { DialectToken } from '../kinds.js'
import { DialectLexer, isBlank } from '../lexer.js'
import { looksLikeAddress } from './address.js'

/** Splits a text into the tokens of mbus.conf (language spec 10.1). */
export function lexMbus(source: Source): Lexed {
  return new MbusLexer(source).run()
}

const KEYWORD = /^spread_segment$/i

class MbusLexer extends DialectLexer {
  /** How many braces are open, as far as the lexer can tell. */
  #depth = 0
  /** Whether the innermost open brace is that of a node, as far as the lexer can tell. */
  #inNode = false
  #segmentOnLine = false
  /** The indentation of the line of the latest token. */
  #indent = 0

  protected line(start: number, end: number): number {
    const { text } = this
    const before = this.tokens.count
    this.#segmentOnLine = false
    const indent = measureIndent(text, start)
    let at = start
    for (;;) {
      at = this.skipBlanks(at, end)
      if (at >= end || text.charCodeAt(at) === 0x23) break
      at = this.#token(at, end, this.tokens.count === before, indent)
    }
    if (this.tokens.count > before) this.#indent = indent
    return end
  }

  #token(at: number, end: number, first: boolean, indent: number): number {
    switch (this.text.charAt(at)) {
      case '"':
        return this.#string(at, end)
      case "'":
        return this.#singleQuoted(at, end, first, indent)
      case '=':
        return this.#mark(DialectToken.Equals, at)
      case '{':
        this.#depth++
        this.#inNode = this.tokens.lastKind === DialectToken.Word && !this.#segmentOnLine
        return this.#mark(DialectToken.OpenBrace, at)
      case '}':
        if (this.#depth > 0) this.#depth--
        this.#inNode = false
        return this.#mark(DialectToken.CloseBrace, at)
      default:
        return this.#word(at, end, first, indent)
    }
  }

  #mark(kind: DialectToken, at: number): number {
    this.push(kind, at, at + 1)
    return at + 1
  }

  #string(start: number, end: number): number {
    const { text } = this
    let close = start + 1
    while (close < end && text.charCodeAt(close) !== 0x22) {
      close += text.charCodeAt(close) === 0x5c ? 2 : 1
    }
    if (close < end) {
      this.push(DialectToken.String, start, close + 1, true)
      return close + 1
    }
    const stop = this.trimEnd(start + 1, end)
    this.findings.reportAt('syntax/unclosed-string', start, start + 1, 'String is not closed', {
      detail: 'A " is missing at the end of the value.',
      fixes: [this.findings.replaceAt('Close the string', 'unsafe', stop, stop, '"')],
    })
    this.push(DialectToken.String, start, stop, true)
    return end
  }

  #singleQuoted(start: number, end: number, first: boolean, indent: number): number {
    const close = this.text.indexOf("'", start + 1)
    if (close === -1 || close >= end) return this.#word(start, end, first, indent)
    this.findings.reportAt(
      'syntax/single-quotes',
      start,
      close + 1,
      'Single quotes do not delimit a string',
      {
        detail: 'Write it in double quotes.',
        fixes: [
          this.findings.replaceAt(
            'Use double quotes',
            'safe',
            start,
            close + 1,
            `"${this.text.slice(start + 1, close)}"`,
          ),
        ],
      },
    )
    this.push(DialectToken.String, start, close + 1, true)
    return close + 1
  }

  #word(start: number, lineEnd: number, first: boolean, indent: number): number {
    const end = this.#wordEnd(start, lineEnd)
    const wordEnd = this.#withoutPunctuation(start, end, first)
    if (wordEnd > start) {
      this.push(this.#wordKind(start, wordEnd, end, lineEnd, first, indent), start, wordEnd)
    }
    return end
  }

  #wordEnd(start: number, lineEnd: number): number {
    let at = start + 1
    while (at < lineEnd) {
      const unit = this.text.charCodeAt(at)
      if (isBlank(unit) || isForeignBlank(unit) || '"#={}'.includes(this.text.charAt(at))) break
      at++
    }
    return at
  }

  /** The end of a word without trailing `;` or `,`, which are reported. */
  #withoutPunctuation(start: number, end: number, first: boolean): number {
    const marks = /(?:;+|,+)$/.exec(this.text.slice(start, end))?.[0]
    if (marks !== undefined) {
      const from = end - marks.length
      const fixes = [this.findings.replaceAt('Take it out', 'safe', from, end, '')]
      if (marks.startsWith(';')) {
        this.findings.reportAt(
          'syntax/semicolon',
          from,
          end,
          'A semicolon does not end a statement here',
          {
            detail: 'Take it out: statements end by themselves.',
            fixes,
          },
        )
      } else {
        this.findings.reportAt(
          'syntax/unexpected',
          from,
          end,
          'A comma does not separate words here',
          {
            detail: 'Words need blanks between them and nothing else.',
            fixes,
          },
        )
      }
      return from
    }
    if (first && end - start > 1 && this.text.charAt(end - 1) === ':') {
      this.#colon(start, end)
      return end - 1
    }
    return end
  }

  /** Reports a colon after the first word of a line. */
  #colon(start: number, end: number): void {
    const next = this.text.charAt(this.#behindBlanks(end, this.lineEnd(end)))
    const equals =
      this.#depth === 0 && next !== '=' && !KEYWORD.test(this.text.slice(start, end - 1))
    this.findings.reportAt(
      'syntax/colon',
      end - 1,
      end,
      equals ? 'A ":" where "=" belongs' : 'A ":" too many',
      {
        detail: equals ? 'A setting is written Name = value.' : 'Take it out.',
        fixes: [
          this.findings.replaceAt(
            equals ? 'Write "="' : 'Take it out',
            'safe',
            end - 1,
            end,
            equals ? ' =' : '',
          ),
        ],
      },
    )
  }

  #wordKind(
    start: number,
    wordEnd: number,
    end: number,
    lineEnd: number,
    first: boolean,
    indent: number,
  ): DialectToken {
    const word = this.text.slice(start, wordEnd)
    const before = this.tokens.lastKind
    if (KEYWORD.test(word) && (first || before !== DialectToken.Equals)) {
      if (first) this.#depth = 0
      this.#segmentOnLine = true
      this.#inNode = false
      return DialectToken.Segment
    }
    const next = this.#behindBlanks(end, lineEnd)
    const named = this.text.charAt(next) === '=' && next < lineEnd
    if (this.#inNode && !named) {
      if (looksLikeAddress(word)) return DialectToken.Word
      if (/^[A-Z]{1,2}$/.test(word)) return DialectToken.InterfaceType
    }
    const awaited = before === DialectToken.Equals || before === DialectToken.Segment
    if (named && !awaited) return DialectToken.Head
    if (!first) return DialectToken.Word
    // A word alone on an indented line may be what the previous line lacks.
    const alone =
      next >= lineEnd || this.text.charAt(next) === '#' || this.text.charAt(next) === '{'
    return awaited && alone && indent > this.#indent ? DialectToken.Word : DialectToken.Head
  }

  #behindBlanks(from: number, end: number): number {
    let at = from
    while (at < end && isBlank(this.text.charCodeAt(at))) at++
    return at
  }
}
