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

/** The longest line, in columns; text on one line stays there as long as it fits. */
export const LINE_WIDTH = 100

const OPENING: ReadonlySet<number> = new Set([
  TokenKind.OpenBrace,
  TokenKind.OpenParen,
  TokenKind.OpenBracket,
])

/** A comment at a line end, and the edit that will place it. */
interface MetEndComment extends EndComment {
  readonly edit: { text: string }
  /** The text before the blanks: the line end, for a comment that continues another one. */
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
 * Goes through a text token by token and rewrites the blanks between tokens and comments. Tokens
 * and comments never change: every edit replaces blanks.
 */
export class BlankWriter {
  #token = 0
  #column = 0
  /** The width of the widest line since the last reset. */
  #widest = 0
  #line = 0
  #edits: (TextEdit & { text: string })[] = []
  #endComments: MetEndComment[] = []
  readonly #newline: string

  /** @param indent blanks per level */
  constructor(
    readonly document: Document,
    readonly indent: number,
  ) {
    this.#newline = newlineOf(document)
  }

  /** The next token. */
  get token(): number {
    return this.#token
  }

  /** The edits that change anything. The writer must not be used afterwards. */
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
   * Writes something, and takes it back when a line becomes too long.
   * @returns whether it fits
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

  /**
   * Writes the next token on the line of the previous one, together with the comments between them.
   */
  flat(apart: string): void {
    const gap = this.#gap()
    const blanks = gap.comments.length === 0 ? apart : ' '
    this.#write(gap, () => blanks)
    this.#pass()
  }

  /**
   * Writes the next token of a statement, on the same line unless comments prevent that.
   * @param apart the blanks before the token, without comments
   * @param level of comments on their own lines
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
   * Writes the next token on a new line. A blank line before it is kept, except at the beginning of
   * a block.
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
   * Writes the brace that closes a block, after comments on the inner level. A blank line before it
   * is dropped.
   */
  closing(level: number): void {
    this.#lines(this.#gap(), level + 1, () => this.#newLine(1, level))
    this.#pass()
  }

  /** Writes the comments after the last token, and one line end unless the file is empty. */
  endOfFile(): void {
    const gap = this.#gap()
    const isEmpty = this.#token === 0 && gap.comments.length === 0
    this.#lines(gap, 0, () => (isEmpty ? '' : this.#newline))
  }

  /**
   * Writes comments on the lines where they are.
   * @param lastRun returns the blanks after the comments, given the line ends there
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

  /** Whether the previous token is an opening brace, bracket or parenthesis. */
  #beginsBlock(): boolean {
    return this.#token > 0 && OPENING.has(this.document.tree.tokens.kind[this.#token - 1] as number)
  }

  /**
   * How many comments of a gap belong to the end of the previous line: a comment that ends the
   * line, and those directly below in the same column, unless the text below them is in that column
   * too.
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

  /** @param blanks returns the new text of a run; undefined before a comment at a line end */
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

/** Whether the comment before a run of blanks extends to the end of its line. */
function endsLine({ comments }: Gap, run: number): boolean {
  return run > 0 && comments[run - 1]?.toLineEnd === true
}
