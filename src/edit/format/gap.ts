import type { Comment, Document } from '../../../grammar/index.js'
import { gapBefore, type Range } from '../../syntax/index.js'

/** A run of blanks between tokens and comments; it may be empty. */
export interface BlankRun extends Range {
  /** How many line ends are in the run. */
  readonly newlines: number
}

export interface GapComment {
  readonly start: number
  /** The end, without blanks at the end of the line, which are not part of the comment. */
  readonly end: number
  /** Whether the comment extends to the end of its line: it begins with `#`. */
  readonly toLineEnd: boolean
}

/** The text before a token: comments, and blanks around them. */
export interface Gap {
  /** The runs of blanks before, between and after the comments. */
  readonly runs: readonly BlankRun[]
  readonly comments: readonly GapComment[]
}

const BYTE_ORDER_MARK = 0xfeff
const NONE: readonly GapComment[] = []

/**
 * The gap before a token, without a byte order mark.
 * @param token of a text without errors; the number of tokens means the end of the file
 */
export function gapAt(document: Document, token: number): Gap {
  const { text } = document.source
  const { start, end } = gapBefore(document.tree, token)
  const from = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start
  const whole = blankRun(text, from, end)
  // Apart from blanks, a gap has only comments, which begin with one of these signs.
  if (whole !== undefined) return { runs: [whole], comments: NONE }
  const comments = document.comments({ start: from, end }).map(gapComment)
  const runs: BlankRun[] = []
  let at = from
  for (const comment of comments) {
    runs.push(blankRun(text, at, comment.start) as BlankRun)
    at = comment.end
  }
  runs.push(blankRun(text, at, end) as BlankRun)
  return { runs, comments }
}

/** Whether a token follows a comment on its line, with no other token before that comment. */
export function isBehindComment({ runs, comments }: Gap, token: number): boolean {
  if (comments.length === 0 || (runs.at(-1) as BlankRun).newlines > 0) return false
  return token === 0 || runs.some(({ newlines }) => newlines > 0)
}

function gapComment({ start, text }: Comment): GapComment {
  const end = start + withoutEndBlanks(text).length
  return { start, end, toLineEnd: text.startsWith('#') }
}

/** The text of a comment without the blanks at the end of its line. */
export function withoutEndBlanks(comment: string): string {
  let length = comment.length
  while (length > 0 && ' \t\r'.includes(comment[length - 1] as string)) length--
  return comment.slice(0, length)
}

/** Undefined when the range contains a comment. */
function blankRun(text: string, start: number, end: number): BlankRun | undefined {
  let newlines = 0
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x0a) newlines++
    else if (unit === 0x23 || unit === 0x2f) return undefined
  }
  return { start, end, newlines }
}

/**
 * The newline that the formatter writes: that of the first line end between tokens and comments.
 * Strings and comments keep their own.
 */
export function newlineOf(document: Document): '\n' | '\r\n' {
  const { source, tree } = document
  const { text } = source
  let newline = text.indexOf('\n')
  for (let token = 0; token <= tree.tokens.count && newline !== -1; token++) {
    const { start, end } = gapBefore(tree, token)
    if (newline < start) newline = text.indexOf('\n', start)
    if (newline >= end) continue
    const run = gapAt(document, token).runs.find(({ newlines }) => newlines > 0)
    if (run === undefined) continue
    const first = text.indexOf('\n', run.start)
    return text.charCodeAt(first - 1) === 0x0d ? '\r\n' : '\n'
  }
  return source.newline
}
