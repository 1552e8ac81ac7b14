import type { DiagnosticCode } from '../../src/diagnostics/index.js'
import type { More } from '../findings/findings.js'
import { Reporter } from '../findings/reporter.js'
import { MAX_DEPTH } from '../machine.js'

/** Reports mistakes of the conf language that several parts of the recovery find. */
export class ConfReporter extends Reporter {
  /** The end of the last broken statement; a mistake directly after it is the same mistake. */
  brokenUntil = -1

  /** Reports a mistake, unless it directly follows a broken statement on the same line. */
  tell(code: DiagnosticCode, first: number, limit: number, summary: string, more: More): void {
    if (first === this.brokenUntil && !this.layout.startsLine(first)) return
    this.report(code, first, limit, summary, more)
  }

  missingValue(name: number, equals: number): void {
    this.tell(
      'syntax/missing-value',
      equals,
      equals + 1,
      `The value of "${this.nameText(name)}" is missing`,
      {
        detail: 'Write it behind the "="; an empty value is "".',
      },
    )
  }

  /** @param place the index of the colon in the text */
  colon(place: number): void {
    const { text } = this.layout.source
    const blank = (unit: string) => unit === ' ' || unit === '\t'
    const before = blank(text.charAt(place - 1)) ? '' : ' '
    const behind = blank(text.charAt(place + 1)) ? '' : ' '
    this.reportAt('syntax/colon', place, place + 1, 'A ":" where "=" belongs', {
      detail: 'An option is written Name = value.',
      fixes: [this.replaceAt('Write "="', 'safe', place, place + 1, `${before}=${behind}`)],
    })
  }

  includeOperand(keyword: number): void {
    const word = this.layout.text(keyword)
    this.tell('syntax/include-operand', keyword, keyword + 1, `"${word}" without a file`, {
      detail: `Name the file or folder: ${word} "file.conf"`,
    })
  }

  /** Reports that statements nest too deep. */
  tooDeep(open: number): void {
    this.tell('syntax/too-deep', open, open + 1, `Nested deeper than ${MAX_DEPTH} levels`, {
      detail: 'Nobody means this: look for stanzas that are not closed.',
    })
  }

  /** The name of an option or the key of an entry, without quotes. */
  nameText(token: number): string {
    const text = this.layout.text(token)
    return text.startsWith('"') ? text.slice(1, -1) : text
  }

  /** The header of a stanza as written, from its name to its instance. */
  header(head: number, last: number): string {
    return head === last
      ? `"${this.layout.text(head)}"`
      : `${this.layout.text(head)} ${this.layout.text(last)}`
  }
}
