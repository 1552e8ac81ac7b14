import type { Comment, Document } from '../../../grammar/index.js'
import { gapBefore, type NodeView } from '../../syntax/index.js'

/** Whether only blanks precede an index on its line. */
export function beginsLine(text: string, index: number): boolean {
  return isBlank(text.slice(lineStart(text, index), index))
}

/** The index where the line of `index` starts, after a byte order mark. */
export function lineStart(text: string, index: number): number {
  if (index === 0) return 0
  const start = text.lastIndexOf('\n', index - 1) + 1
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start
}

/** The indentation of the line of `index`. */
export function indentAt(text: string, index: number): string {
  const start = lineStart(text, index)
  return /^[^\S\n]*/.exec(text.slice(start, index))?.[0] ?? ''
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n\f\v]*$/.test(text)
}

/** The rest of the last line of a statement. */
export interface LineTail {
  /** `token`: another statement or a brace follows on the same line. */
  readonly kind: 'newline' | 'end-of-file' | 'token'
  /** The index after the last comment that begins on the line, or the end of the statement. */
  readonly end: number
  /** The index after the line end; equal to `end` when there is none. */
  readonly next: number
}

/** The rest of the line after a node, including the comments that begin on it. */
export function tailOf(document: Document, node: NodeView): LineTail {
  const { text } = document.source
  const gap = gapBefore(document.tree, node.tokenLimit)
  let end = node.end
  for (const comment of document.comments({ start: node.end, end: gap.end })) {
    if (text.slice(end, comment.start).includes('\n')) break
    end = comment.end
  }
  const newline = text.indexOf('\n', end)
  if (newline !== -1 && newline < gap.end) return { kind: 'newline', end, next: newline + 1 }
  return { kind: gap.end < text.length ? 'token' : 'end-of-file', end, next: end }
}

/**
 * The comments directly above a statement, on their own lines and without blank lines between, in
 * the order of the text.
 */
export function commentsAbove(document: Document, statement: NodeView): Comment[] {
  const { text } = document.source
  const gap = gapBefore(document.tree, statement.firstToken)
  const above: Comment[] = []
  let start = lineStart(text, statement.start)
  for (const comment of document.comments({ start: gap.start, end: statement.start }).reverse()) {
    const between = text.slice(comment.end, start)
    if (!isBlank(between) || between.split('\n').length > 2) break
    if (!beginsLine(text, comment.start)) break
    start = lineStart(text, comment.start)
    above.unshift(comment)
  }
  return above
}

/** Whether the line that starts at an index is blank, or the text ends there. */
export function startsBlank(text: string, start: number): boolean {
  const blankLine = /[^\S\n]*(?:\n|$)/y
  blankLine.lastIndex = start
  return blankLine.test(text)
}
