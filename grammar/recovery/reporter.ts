import {
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  type Fix,
  fix,
  type Related,
} from '../../src/diagnostics/index.js'
import type { TextEdit } from '../../src/syntax/index.js'
import { quote } from './names.js'
import { RecoveryPart } from './part.js'

/** Names mistakes: places, words and fixes. */
export class Reporter extends RecoveryPart {
  readonly diagnostics: Diagnostic[] = []
  /** The token behind the last broken statement: what is wrong right there is the same mistake. */
  brokenUntil = -1

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

  colon(place: number): void {
    const { name } = this.machine.source
    const text = this.machine.source.text
    const blank = (unit: string) => unit === ' ' || unit === '\t'
    const edit: TextEdit = {
      start: place,
      end: place + 1,
      text: `${blank(text.charAt(place - 1)) ? '' : ' '}=${blank(text.charAt(place + 1)) ? '' : ' '}`,
    }
    this.#push('syntax/colon', place, place + 1, 'A ":" where "=" belongs', {
      detail: 'An option is written Name = value.',
      fixes: [fix('Write "="', 'safe', name, [edit])],
    })
  }

  includeOperand(keyword: number): void {
    const word = this.layout.text(keyword)
    this.tell('syntax/include-operand', keyword, keyword + 1, `"${word}" without a file`, {
      detail: `Name the file or folder: ${word} "file.conf"`,
    })
  }

  quoted(token: number): string {
    return quote(this.layout.text(token))
  }

  nameText(token: number): string {
    const text = this.layout.text(token)
    return text.startsWith('"') ? text.slice(1, -1) : text
  }

  header(head: number, last: number): string {
    return head === last
      ? `"${this.layout.text(head)}"`
      : `${this.layout.text(head)} ${this.layout.text(last)}`
  }

  place(token: number, note: string): Related {
    const { tokens, source } = this.machine
    return {
      file: source.name,
      start: tokens.start[token] as number,
      end: tokens.end[token] as number,
      note,
    }
  }

  replace(title: string, safety: Fix['safety'], first: number, limit: number, text: string): Fix {
    const { tokens, source } = this.machine
    const start = tokens.start[first] as number
    return fix(title, safety, source.name, [{ start, end: tokens.end[limit - 1] as number, text }])
  }

  replaceText(
    title: string,
    safety: Fix['safety'],
    first: number,
    length: number,
    text: string,
  ): Fix {
    const start = this.machine.tokens.start[first] as number
    return fix(title, safety, this.machine.source.name, [{ start, end: start + length, text }])
  }

  insert(title: string, safety: Fix['safety'], place: number, text: string): Fix {
    return fix(title, safety, this.machine.source.name, [{ start: place, end: place, text }])
  }

  /** Reports a mistake, unless it stands right behind a broken statement on the same line. */
  tell(
    code: DiagnosticCode,
    first: number,
    limit: number,
    summary: string,
    more: Pick<Diagnostic, 'detail' | 'related' | 'fixes'>,
  ): void {
    if (first === this.brokenUntil && !this.layout.startsLine(first)) return
    this.report(code, first, limit, summary, more)
  }

  report(
    code: DiagnosticCode,
    first: number,
    limit: number,
    summary: string,
    more: Pick<Diagnostic, 'detail' | 'related' | 'fixes'>,
  ): void {
    const { tokens } = this.machine
    this.#push(code, tokens.start[first] as number, tokens.end[limit - 1] as number, summary, more)
  }

  #push(
    code: DiagnosticCode,
    start: number,
    end: number,
    summary: string,
    more: Pick<Diagnostic, 'detail' | 'related' | 'fixes'>,
  ): void {
    const file = this.machine.source.name
    this.diagnostics.push(diagnostic(code, { file, start, end }, summary, more))
  }
}
