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
   * Whether what belongs to a statement goes with it: the comments above it that can be about
   * nothing else, and one of the blank lines around it.
   */
  readonly tidy?: boolean
  /**
   * Whether the statements are put elsewhere: as `tidy`, but every comment right above one of them
   * goes with it, except at the very start of a file.
   */
  readonly moved?: boolean
}

/**
 * Takes statements out of a text. One that has its lines to itself goes with them and with the
 * comment behind it. One that shares a line leaves the rest of it alone.
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
      // The last line has no line end and takes the one before it along, which is gone already.
      const isCut = start < last.end && end === source.length && !source.text.endsWith('\n')
      const from = isCut ? withoutLineEnd(source, last.start) : last.start
      edits[edits.length - 1] = { ...last, start: from, end: Math.max(last.end, end) }
    }
  }
  return edits
}

/** Statements that stand on one line with nothing but blanks between them. */
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
  const { text } = document.source
  const tail = tailOf(document, last)
  if (tail.kind === 'token' || !beginsLine(text, first.start)) {
    return withoutGap(document, first, last)
  }
  const [comment] = moved
    ? movedComments(document, first)
    : tidy
      ? ownComments(document, first, tail)
      : []
  const start = lineStart(text, comment?.start ?? first.start)
  const range = wholeLines(document, start, tail)
  return tidy || moved ? withBlankLines(document, range) : range
}

function wholeLines({ source }: Document, start: number, tail: LineTail): Range {
  if (tail.kind === 'newline') return [start, tail.next]
  // The last line has no line end; the one before it must not get one.
  return [withoutLineEnd(source, start), source.length]
}

/** The index before the line end that stands right before an index, if one does. */
function withoutLineEnd({ text, newline }: Source, index: number): number {
  if (text.slice(0, index).endsWith(newline)) return index - newline.length
  return text[index - 1] === '\n' ? index - 1 : index
}

/**
 * The comments right above a statement that can be about nothing else. Where another statement
 * follows without a gap they may be the heading of both, and at the very start of a file they may
 * be about the file. What has been commented out is no comment on anything.
 */
function ownComments(document: Document, first: NodeView, tail: LineTail): readonly Comment[] {
  const above = commentsAbove(document, first)
  const last = above.at(-1)
  if (last === undefined) return []
  const { text } = document.source
  const isShared = tail.kind === 'newline' && !endsGroup(text, tail.next)
  // It is about the next line and nothing else, and would be about another one then.
  if (isShared) return last.text.includes('ecconf-disable-next-line') ? [last] : []
  if (isAtTop(text, above[0] as Comment)) return []
  const from = above.findLastIndex((comment) => isCommentedOut(comment)) + 1
  return above.slice(from)
}

/** At the very start of a file they may be about the file. */
function movedComments(document: Document, first: NodeView): readonly Comment[] {
  const above = commentsAbove(document, first)
  const [top] = above
  return top !== undefined && isAtTop(document.source.text, top) ? [] : above
}

/** Whether no statement stands on the line that starts at an index. */
function endsGroup(text: string, start: number): boolean {
  return startsBlank(text, start) || /^[ \t]*(?:\}|#|\/\*)/.test(lineFrom(text, start))
}

function isAtTop(text: string, { start }: Comment): boolean {
  return lineStart(text, start) === textStart(text)
}

/** The index behind a byte order mark. */
function textStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0
}

/** Whether a comment holds statements rather than words. */
function isCommentedOut({ text }: Comment): boolean {
  const inner = text.startsWith('/*') ? text.slice(2, -2) : text.replace(/^#+/, '')
  if (!/[={]/.test(inner)) return false
  const { root, diagnostics } = parse(inner)
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  return isSound && root.items.length > 0
}

/** With a blank line on one side, when there is nothing left that it and the other one keep apart. */
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

/** A line with its line end, from an index on. */
function lineFrom(text: string, start: number): string {
  const newline = text.indexOf('\n', start)
  return text.slice(start, newline === -1 ? text.length : newline + 1)
}

/** The statements with the blanks on one side, so that no more than one gap is left. */
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
