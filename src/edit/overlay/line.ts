import type { Document } from '../../../grammar/index.js'
import { encodeString, type IncludeView, type Source, type TextEdit } from '../../syntax/index.js'
import { beginsLine, commentsAbove, indentAt, lineStart } from '../text/line.js'
import { type OverlayTarget, operandOf } from './target.js'

/** The statement that includes an overlay. */
export function statementOf(target: OverlayTarget): string {
  return `readonly_include ${encodeString(operandOf(target))}`
}

/**
 * Adds lines at the end. If the text has no final newline, the result has none either, so that
 * removing the lines restores the old bytes.
 */
export function addLines({ text, newline }: Source, lines: readonly string[]): TextEdit {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  // After a lone CR, a LF would look like the second half of a line end.
  const between = body.endsWith('\r') && !body.includes('\n') ? '\r\n' : newline
  const added =
    body === '' || body.endsWith('\n')
      ? lines.map((line) => line + newline)
      : lines.map((line) => between + line)
  return { start: text.length, end: text.length, text: added.join('') }
}

/** Adds statements before another one, and before the comments directly above it. */
export function addBefore(
  document: Document,
  anchor: IncludeView,
  statements: readonly string[],
): TextEdit {
  const { text, newline } = document.source
  if (!beginsLine(text, anchor.start)) {
    const added = statements.map((statement) => `${statement}  `)
    return { start: anchor.start, end: anchor.start, text: added.join('') }
  }
  const [comment] = commentsAbove(document, anchor)
  const start = lineStart(text, comment?.start ?? anchor.start)
  const indent = indentAt(text, anchor.start)
  const added = statements.map((statement) => indent + statement + newline)
  return { start, end: start, text: added.join('') }
}
