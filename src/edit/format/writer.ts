import type { Document } from '../../../grammar/index.js'
import { type TextEdit, TokenKind } from '../../syntax/index.js'
import { columnAt, isSecondHalf } from './columns.js'
import { type EndComment, endCommentColumns } from './end-comments.js'
import {
  type BlankRun,
  type Gap,
  type GapComment,
  gapAt,
  isBehindComment,
  newlineOf,
} from './gap.js'

/** Columns of a line. What stands on one line stays there as long as it fits. */
export const LINE_WIDTH = 100

const OPENING: ReadonlySet<number> = new Set([
  TokenKind.OpenBrace,
  TokenKind.OpenParen,
  TokenKind.OpenBracket,
])

/** A comment at a line's end that was met, and the edit that puts it where it belongs. */
interface MetEndComment extends EndComment {
  readonly edit: { text: string }
  /** What the edit begins with: the line end before a comment that goes on with another one. */
  readonly prefix: string
}

interface State {
  readonly token: number
  readonly column: number
  readonly widest: number
  readonly line: number
  readonly edits: number
  readonly endComments: number
}

/**
 * Goes through a text token by token and writes the blanks between tokens and comments anew. Tokens
 * and comments themselves are never touched: a change is an edit of blanks.
 */
export class BlankWriter {
  #token = 0
  #column = 0
  /** The widest line since it was last set. */
  #widest = 0
  #line = 0
  #edits: (TextEdit & { text: string })[] = []
  #endComments: MetEndComment[] = []
  readonly #newline: string

  /** @param indent blanks for each level */
  constructor(
    readonly document: Document,
    readonly indent: number,
  ) {
    this.#newline = newlineOf(document)
  }

  /** The token that comes next. */
  get token(): number {
    return this.#token
  }

  /** The edits, where they change anything; the writer is done with. */
  finish(): TextEdit[] {
    const columns = endCommentColumns(this.#endComments)
    for (const comment of this.#endComments) {
      const blanks = (columns.get(comment) as number) - comment.before
      comment.edit.text = comment.prefix + ' '.repeat(blanks)
    }
    const { text } = this.document.source
    return this.#edits.filter((edit) => edit.text !== text.slice(edit.start, edit.end))
  }

  /**
   * Writes something, and takes it back when it does not fit its line.
   * @returns whether it does
   */
  fits(write: () => void): boolean {
    const before: State = {
      token: this.#token,
      column: this.#column,
      widest: this.#widest,
      line: this.#line,
      edits: this.#edits.length,
      endComments: this.#endComments.length,
    }
    this.#widest = 0
    write()
    const fits = this.#widest <= LINE_WIDTH
    this.#widest = Math.max(this.#widest, before.widest)
    if (!fits) this.#restore(before)
    return fits
  }

  #restore({ token, column, widest, line, edits, endComments }: State): void {
    this.#token = token
    this.#column = column
    this.#widest = widest
    this.#line = line
    this.#edits.length = edits
    this.#endComments.length = endComments
  }

  /** The next token, on the line of the one before it; comments before it stay on that line too. */
  flat(apart: string): void {
    const gap = this.#gap()
    const blanks = gap.comments.length === 0 ? apart : ' '
    this.#write(gap, () => blanks)
    this.#pass()
  }

  /**
   * The next token of a statement: on the same line unless comments stand in the way.
   * @param apart what stands before it when there are none
   * @param level of what stands on a line of its own
   */
  inline(apart: string, level: number): void {
    const gap = this.#gap()
    this.#write(gap, ({ newlines }, index) => {
      if (gap.comments.length === 0) return apart
      return newlines > 0 || endsLine(gap, index) ? this.#newLine(1, level) : ' '
    })
    this.#pass()
  }

  /**
   * The next token, on a line of its own, with the blank line before it that its author left, unless
   * a block begins with it.
   */
  onLine(level: number): void {
    const gap = this.#gap()
    const isFirst = this.#token === 0 && gap.comments.length === 0
    const staysBehind = isBehindComment(gap, this.#token)
    this.#lines(gap, level, (newlines) => {
      if (isFirst) return ''
      return staysBehind ? ' ' : this.#newLine(newlines, level)
    })
    this.#pass()
  }

  /**
   * The brace that closes what stands one level deeper, comments before it among that. A blank line
   * before it separates nothing.
   */
  closing(level: number): void {
    this.#lines(this.#gap(), level + 1, () => this.#newLine(1, level))
    this.#pass()
  }

  /** What stands behind the last token: comments, and one line end unless there is nothing. */
  endOfFile(): void {
    const gap = this.#gap()
    const isEmpty = this.#token === 0 && gap.comments.length === 0
    this.#lines(gap, 0, () => (isEmpty ? '' : this.#newline))
  }

  /**
   * Comments on the lines where they stand.
   * @param lastRun what to write behind them, where so many lines end
   */
  #lines(gap: Gap, level: number, lastRun: (newlines: number) => string): void {
    const { runs, comments } = gap
    const goesOn = this.#token === 0 ? 0 : this.#endOfLineComments(gap)
    const firstLine = this.#beginsBlock() ? runs.findIndex(({ newlines }) => newlines > 0) : -1
    this.#write(gap, (run, index) => {
      const newlines = index === firstLine ? 1 : run.newlines
      if (index === comments.length) return lastRun(newlines)
      if (index === 0 && this.#token === 0) return ''
      if (index < goesOn) return undefined
      if (newlines > 0 || endsLine(gap, index)) return this.#newLine(newlines, level)
      return ' '
    })
  }

  /** Whether the token before the next one is an opening brace, bracket or parenthesis. */
  #beginsBlock(): boolean {
    return this.#token > 0 && OPENING.has(this.document.tree.tokens.kind[this.#token - 1] as number)
  }

  /**
   * How many of the comments in a gap belong to the end of the line before it: one that is the last
   * thing there, and those right below it that begin in the same column, unless what they stand
   * above does too.
   */
  #endOfLineComments({ runs, comments }: Gap): number {
    const [first] = comments
    if (first === undefined || (runs[0] as BlankRun).newlines > 0) return 0
    const { text } = this.document.source
    const isLast = first.toLineEnd || (runs[1] as BlankRun).newlines > 0
    if (!isLast || text.slice(first.start, first.end).includes('\n')) return 0
    const column = columnAt(text, first.start)
    const end = (runs.at(-1) as BlankRun).end
    if (columnAt(text, end) === column) return 1
    const other = comments.findIndex(
      ({ start, toLineEnd }, index) =>
        index > 0 &&
        !(toLineEnd && runs[index]?.newlines === 1 && columnAt(text, start) === column),
    )
    return other === -1 ? comments.length : other
  }

  #newLine(newlines: number, level: number): string {
    const lines = Math.min(Math.max(newlines, 1), 2)
    return this.#newline.repeat(lines) + ' '.repeat(this.indent * level)
  }

  #gap(): Gap {
    return gapAt(this.document, this.#token)
  }

  /** @param blanks of a run; undefined for that before a comment at a line's end */
  #write(gap: Gap, blanks: (run: BlankRun, index: number) => string | undefined): void {
    for (const [index, run] of gap.runs.entries()) {
      const comment = gap.comments[index]
      const text = blanks(run, index)
      if (text === undefined && comment !== undefined) this.#endComment(run, comment)
      else this.#run(run, text ?? '')
      if (comment !== undefined) this.#advance(comment.start, comment.end)
    }
  }

  #run({ start, end }: BlankRun, text: string): void {
    this.#edits.push({ start, end, text })
    const lines = text.split('\n')
    this.#line += lines.length - 1
    const width = (lines.at(-1) as string).length
    this.#column = lines.length > 1 ? width : this.#column + width
  }

  #endComment(run: BlankRun, { start }: GapComment): void {
    const edit = { start: run.start, end: run.end, text: '' }
    const prefix = run.newlines > 0 ? this.#newline : ''
    if (run.newlines > 0) {
      this.#line++
      this.#column = 0
    }
    const column = columnAt(this.document.source.text, start)
    this.#edits.push(edit)
    this.#endComments.push({ edit, prefix, before: this.#column, column, line: this.#line })
  }

  #pass(): void {
    const { start, end } = this.document.tree.tokens
    const token = this.#token++
    this.#advance(start[token] as number, end[token] as number)
  }

  #advance(start: number, end: number): void {
    const { text } = this.document.source
    for (let at = start; at < end; at++) {
      if (text.charCodeAt(at) === 0x0a) {
        this.#widest = Math.max(this.#widest, this.#column)
        this.#line++
        this.#column = 0
      } else if (!isSecondHalf(text, at)) this.#column++
    }
    this.#widest = Math.max(this.#widest, this.#column)
  }
}

/** Whether the comment before a run of blanks must end its line. */
function endsLine({ comments }: Gap, run: number): boolean {
  return run > 0 && comments[run - 1]?.toLineEnd === true
}
