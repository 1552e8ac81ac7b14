import { fix } from '../../src/diagnostics/index.js'
import { closesTypographicString } from './characters.js'
import type { LexerState } from './state.js'
import { rememberedSearch } from './text.js'

/** Traces of print in a text: typographic quotes, and marks where a line was broken. */
export class PrintTraces {
  /** Each finds the next closing typographic quote, or the next print mark, from an index on. */
  readonly #nextTypographic: (from: number) => number
  readonly #nextPrintMark: (from: number) => number

  constructor(private readonly state: LexerState) {
    this.#nextTypographic = rememberedSearch(state.text, '\u201d')
    this.#nextPrintMark = rememberedSearch(state.text, '\u00bb')
  }

  /**
   * Reports a string that opens with a typographic quote and ends at the next quote of any kind on
   * its line.
   * @returns the end of the string; -1 when no quote closes it
   */
  typographicString(start: number, open: number): number {
    const { text, lineEnds, findings } = this.state
    const lineEnd = lineEnds.of(start)
    for (let at = start + 1; at < lineEnd; at++) {
      if (closesTypographicString(open, text.charCodeAt(at))) {
        this.reportTypographic(start, at)
        return at + 1
      }
    }
    findings.reportAt('syntax/typographic-quotes', start, start + 1, 'Typographic quote', {
      detail: 'Strings stand between plain double quotes: "value".',
    })
    return -1
  }

  /** The index of a typographic quote that closes a string opened by `"`; -1 when there is none. */
  strayClosingQuote(start: number, limit: number): number {
    const { text, lineEnds } = this.state
    if (this.#nextTypographic(start) >= limit) return -1
    const end = Math.min(lineEnds.of(start), limit)
    let open = 0
    for (let at = start + 1; at < end; at++) {
      const unit = text.charCodeAt(at)
      if (unit === 0x201c) open++
      else if (unit === 0x201d && open-- === 0) return at
    }
    return -1
  }

  reportTypographic(start: number, close: number): void {
    const { findings } = this.state
    const summary = 'Typographic quotes do not delimit a string'
    findings.reportAt('syntax/typographic-quotes', start, close + 1, summary, {
      detail: 'Write plain double quotes: "value".',
      fixes: [
        fix('Use plain double quotes', 'safe', findings.file, [
          { start, end: start + 1, text: '"' },
          { start: close, end: close + 1, text: '"' },
        ]),
      ],
    })
  }

  /** Reports the print marks at line ends within a string. */
  marksInside(start: number, end: number): void {
    for (let at = this.#nextPrintMark(start); at < end; at = this.#nextPrintMark(at + 1)) {
      this.mark(at)
    }
  }

  /**
   * Reports a print mark at a line end.
   * @returns where the text continues; `at` if there is no mark
   */
  mark(at: number): number {
    const { text, findings } = this.state
    const broken = /^\u00bb[ \t\r]*\n[ \t]*/.exec(text.slice(at, at + 400))
    if (!broken) return at
    const end = at + broken[0].length
    const summary = 'The mark "»" of a line that was broken for print'
    findings.reportAt('syntax/print-mark', at, at + 1, summary, {
      detail: 'In the file this is one line: join the two.',
      fixes: [findings.replaceAt('Join the lines', 'unsafe', at, end, '')],
    })
    return end
  }
}
