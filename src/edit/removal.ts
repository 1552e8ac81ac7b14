import type { Document } from '../../grammar/index.js'
import { gapBefore, type NodeView, type TextEdit } from '../syntax/index.js'
import { beginsLine, isBlank, type LineTail, lineStart, tailOf } from './line.js'

/**
 * Takes statements out of a text. One that has its lines to itself goes with them and with the
 * comment behind it; comments above it stay. One that shares a line leaves the rest of it alone.
 * @param nodes statements of the document, none inside another
 */
export function removeStatements(document: Document, nodes: readonly NodeView[]): TextEdit[] {
  const ordered = [...nodes].sort((a, b) => a.start - b.start)
  return runsOf(document, ordered).map((run) => removeRun(document, run))
}

/** Statements that stand on one line with nothing but blanks between them. */
interface Run {
  readonly first: NodeView
  readonly last: NodeView
}

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

function removeRun(document: Document, { first, last }: Run): TextEdit {
  const { text } = document.source
  const tail = tailOf(document, last)
  const alone = tail.kind !== 'token' && beginsLine(text, first.start)
  const [start, end] = alone ? wholeLines(document, first, tail) : withoutGap(document, first, last)
  return { start, end, text: '' }
}

function wholeLines(
  { source: { text, newline } }: Document,
  first: NodeView,
  tail: LineTail,
): [number, number] {
  const start = lineStart(text, first.start)
  if (tail.kind === 'newline') return [start, tail.next]
  // The last line has no line end; the one before it must not get one.
  if (text.slice(0, start).endsWith(newline)) return [start - newline.length, text.length]
  return [text[start - 1] === '\n' ? start - 1 : start, text.length]
}

/** The statements with the blanks on one side, so that no more than one gap is left. */
function withoutGap(document: Document, first: NodeView, last: NodeView): [number, number] {
  const { text } = document.source
  const after = /^[ \t]*/.exec(text.slice(last.end))?.[0].length ?? 0
  const next = text.charCodeAt(last.end + after)
  const endsLine = Number.isNaN(next) || next === 0x0a || next === 0x0d
  if (!endsLine) return [first.start, last.end + after]
  const { start: gapStart } = gapBefore(document.tree, first.firstToken)
  const before = /[ \t]*$/.exec(text.slice(gapStart, first.start))?.[0].length ?? 0
  return [beginsLine(text, first.start) ? first.start : first.start - before, last.end]
}
