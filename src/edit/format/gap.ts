import type { Comment, Document } from '../../../grammar/index.js'
import { gapBefore, type Range } from '../../syntax/index.js'

/** A stretch of blanks between tokens and comments; it may be empty. */
export interface BlankRun extends Range {
  /** How many lines end in it. */
  readonly newlines: number
}

export interface GapComment {
  readonly start: number
  /** Blanks at the end of a line are no part of what a comment says. */
  readonly end: number
  /** Whether it goes to the end of its line: begun by `#`, not by a slash and star. */
  readonly toLineEnd: boolean
}

/** What stands before a token: blanks, and comments with blanks between them. */
export interface Gap {
  /** One more than there are comments. */
  readonly runs: readonly BlankRun[]
  readonly comments: readonly GapComment[]
}

const BYTE_ORDER_MARK = 0xfeff
const NONE: readonly GapComment[] = []

/**
 * Takes the gap before a token apart; a byte order mark is left out.
 * @param token of a text without errors; the number of tokens stands for the end of the file
 */
export function gapAt(document: Document, token: number): Gap {
  const { text } = document.source
  const { start, end } = gapBefore(document.tree, token)
  const from = start === 0 && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : start
  const whole = blankRun(text, from, end)
  // Either sign begins a comment: a gap holds nothing else but blanks.
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

/** Whether a comment that begins its line, or stands behind one that does, is before the token. */
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

/** Undefined when there is a comment in it. */
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
 * The newline of a text between its tokens and comments, where alone a formatter writes any: that of
 * the first line end there. Strings and comments keep their own.
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
