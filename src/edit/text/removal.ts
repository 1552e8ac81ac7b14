import { type Comment, type Document, parse } from '../../../grammar/index.js'
import { gapBefore, type NodeView, type Source, type TextEdit } from '../../syntax/index.js'
import {
  beginsLine,
  commentsAbove,
  isBlank,
  type LineTail,
  lineStart,
  startsBlank,
  tailOf,
} from './line.js'

export interface RemovalOptions {
  /**
   * Whether to remove what belongs to a statement too: the comments above that are only about it,
   * and one of the blank lines around it.
   */
  readonly tidy?: boolean
  /**
   * Whether the statements move elsewhere: as `tidy`, but with every comment directly above a
   * statement, except at the very start of a file.
   */
  readonly moved?: boolean
  /**
   * Whether the comments about a statement stay, on its line too, because its option is written
   * elsewhere. Only one that suppresses a finding goes with the statement.
   */
  readonly keepsComments?: (node: NodeView) => boolean
}

/**
 * Removes statements from a text. A statement alone on its lines is removed with these lines and
 * the comment after it. A statement that shares a line leaves the rest of the line unchanged.
 * @param nodes statements of the document, none inside another
 */
export function removeStatements(
  document: Document,
  nodes: readonly NodeView[],
  options: RemovalOptions = {},
): TextEdit[] {
  const { source } = document
  const ordered = [...nodes].sort((a, b) => a.start - b.start)
  const ranges = runsOf(document, ordered).map((run) => rangeOf(document, run, options))
  const edits: TextEdit[] = []
  for (const [start, end] of ranges) {
    const last = edits.at(-1)
    if (last === undefined || start > last.end) edits.push({ start, end, text: '' })
    else {
      // The last line has no line end; its removal takes the previous line end, which is removed
      // already.
      const isCut = start < last.end && end === source.length && !source.text.endsWith('\n')
      const from = isCut ? withoutLineEnd(source, last.start) : last.start
      edits[edits.length - 1] = { ...last, start: from, end: Math.max(last.end, end) }
    }
  }
  return edits
}

/** Adjacent statements on one line, separated only by blanks. */
interface Run {
  readonly first: NodeView
  readonly last: NodeView
}

type Range = readonly [start: number, end: number]

function runsOf(document: Document, nodes: readonly NodeView[]): Run[] {
  const { text } = document.source
  const runs: Run[] = []
  for (const node of nodes) {
    const run = runs.at(-1)
    const between = run === undefined ? '\n' : text.slice(run.last.end, node.start)
    if (run !== undefined && isBlank(between) && !between.includes('\n')) {
      runs[runs.length - 1] = { first: run.first, last: node }
    } else runs.push({ first: node, last: node })
  }
  return runs
}

function rangeOf(document: Document, { first, last }: Run, options: RemovalOptions): Range {
  const { tidy = false, moved = false } = options
  const keepsComments = options.keepsComments?.(first) === true
  const { text } = document.source
  const tail = tailOf(document, last)
  const isCommented = tail.end > last.end
  if (
    tail.kind === 'token' ||
    !beginsLine(text, first.start) ||
    (keepsComments && isCommented && !isSuppression(text.slice(last.end, tail.end)))
  ) {
    return withoutGap(document, first, last)
  }
  const [comment] = moved
    ? movedComments(document, first)
    : keepsComments
      ? suppressionAbove(document, first)
      : tidy
        ? ownComments(document, first, tail)
        : []
  const start = lineStart(text, comment?.start ?? first.start)
  const range = wholeLines(document, start, tail)
  return tidy || moved ? withBlankLines(document, range) : range
}

function wholeLines({ source }: Document, start: number, tail: LineTail): Range {
  if (tail.kind === 'newline') return [start, tail.next]
  // The last line has no line end, so the line before it must not get one.
  return [withoutLineEnd(source, start), source.length]
}

/** The index before a line end directly before `index`; without a line end `index` itself. */
function withoutLineEnd({ text, newline }: Source, index: number): number {
  if (text.slice(0, index).endsWith(newline)) return index - newline.length
  return text[index - 1] === '\n' ? index - 1 : index
}

/**
 * The comments directly above a statement that are only about it. Without a gap before the next
 * statement they may be about both, and at the very start of a file about the file. Commented-out
 * statements are not about anything.
 */
function ownComments(document: Document, first: NodeView, tail: LineTail): readonly Comment[] {
  const above = commentsAbove(document, first)
  const last = above.at(-1)
  if (last === undefined) return []
  const { text } = document.source
  const isShared = tail.kind === 'newline' && !endsGroup(text, tail.next)
  if (isShared) return suppressionAbove(document, first)
  if (isAtTop(text, above[0] as Comment)) return []
  const from = above.findLastIndex((comment) => isCommentedOut(comment)) + 1
  return above.slice(from)
}

/** The comment above that is about the line of a statement only, and must not apply to another line. */
function suppressionAbove(document: Document, first: NodeView): readonly Comment[] {
  const last = commentsAbove(document, first).at(-1)
  return last?.text.includes('ecconf-disable-next-line') ? [last] : []
}

/** Whether a comment suppresses a finding on its own line. */
function isSuppression(comment: string): boolean {
  return comment.includes('ecconf-disable-line')
}

/**
 * The comments directly above; none at the very start of a file, where they may be about the file.
 */
function movedComments(document: Document, first: NodeView): readonly Comment[] {
  const above = commentsAbove(document, first)
  const [top] = above
  return top !== undefined && isAtTop(document.source.text, top) ? [] : above
}

/** Whether no statement begins on the line that starts at an index. */
function endsGroup(text: string, start: number): boolean {
  return startsBlank(text, start) || /^[ \t]*(?:\}|#|\/\*)/.test(lineFrom(text, start))
}

function isAtTop(text: string, { start }: Comment): boolean {
  return lineStart(text, start) === textStart(text)
}

/** The index after a byte order mark. */
function textStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0
}

/** Whether a comment contains statements, and not words. */
function isCommentedOut({ text }: Comment): boolean {
  const inner = text.startsWith('/*') ? text.slice(2, -2) : text.replace(/^#+/, '')
  if (!/[={]/.test(inner)) return false
  const { root, diagnostics } = parse(inner)
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  return isSound && root.items.length > 0
}

/** Adds a blank line on one side to a range, if it separates nothing any more. */
function withBlankLines({ source: { text } }: Document, [start, end]: Range): Range {
  if (end === text.length && text[end - 1] !== '\n') return [start, end]
  const before = start > textStart(text) ? lineStart(text, start - 1) : undefined
  const lineBefore = before === undefined ? '' : text.slice(before, start)
  const isFirst = before === undefined || /\{[ \t\r]*\n$/.test(lineBefore)
  const isLast = end === text.length || /^[ \t]*\}/.test(lineFrom(text, end))
  if (end < text.length && isBlank(lineFrom(text, end)) && (isFirst || isBlank(lineBefore))) {
    return [start, end + lineFrom(text, end).length]
  }
  if (isLast && before !== undefined && isBlank(lineBefore)) return [before, end]
  return [start, end]
}

/** A line with its line end, from `start` on. */
function lineFrom(text: string, start: number): string {
  const newline = text.indexOf('\n', start)
  return text.slice(start, newline === -1 ? text.length : newline + 1)
}

/** The range of statements with the blanks on one side, so that only one gap is left. */
function withoutGap(document: Document, first: NodeView, last: NodeView): Range {
  const { text } = document.source
  const after = /^[ \t]*/.exec(text.slice(last.end))?.[0].length ?? 0
  const next = text.charCodeAt(last.end + after)
  const endsLine = Number.isNaN(next) || next === 0x0a || next === 0x0d
  if (!endsLine) return [first.start, last.end + after]
  const { start: gapStart } = gapBefore(document.tree, first.firstToken)
  const before = /[ \t]*$/.exec(text.slice(gapStart, first.start))?.[0].length ?? 0
  return [beginsLine(text, first.start) ? first.start : first.start - before, last.end]
}
