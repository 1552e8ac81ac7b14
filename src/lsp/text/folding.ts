import type { FoldingRange } from 'vscode-languageserver'
import type { Document } from '../../../grammar/index.js'
import type { Pieces } from '../../syntax/index.js'
import { NodeKind, type Source } from '../../syntax/index.js'
import type { Positions } from '../positions/positions.js'
import { commentsIn } from './comments-in.js'

/** How the comments of a region begin and end. */
const REGION = /^#\s*(region|endregion)\b/

/**
 * What can be folded away: stanzas, lists and dictionaries over several lines, comments over several
 * lines, and what stands between `#region` and `#endregion`.
 */
export function* foldingRanges(document: Document, positions: Positions): Pieces<FoldingRange[]> {
  const { source, tree } = document
  const ranges: FoldingRange[] = []
  const add = (start: number, end: number, kind?: 'comment' | 'region') => {
    const from = positions.position(source, start).line
    const to = positions.position(source, end).line
    if (to > from) ranges.push({ startLine: from, endLine: to, ...(kind && { kind }) })
  }
  for (let node = 1; node < tree.count; node++) {
    yield
    const kind = (tree.kind[node] as number) & 0x7f
    if (kind !== NodeKind.Scope && kind !== NodeKind.Array && kind !== NodeKind.Dictionary) continue
    const start = tree.tokens.start[tree.first[node] as number] as number
    const end = tree.tokens.end[(tree.limit[node] as number) - 1] as number
    const isOne = source.lineAt(start) === source.lineAt(end)
    // The line with the closing brace stays, as it does in other languages.
    if (!isOne) add(start, source.lineStart(source.lineAt(end)) - 1)
  }
  for (const { start, end, kind } of commentRanges(document)) {
    add(start, end, kind)
    yield
  }
  return ranges
}

interface CommentRange {
  readonly start: number
  readonly end: number
  readonly kind: 'comment' | 'region'
}

/** Comments over several lines, a run of `#` lines included, and regions. */
function* commentRanges(document: Document): Generator<CommentRange> {
  const { source } = document
  const opened: number[] = []
  let run: { start: number; end: number; line: number } | undefined
  for (const { start, end, text } of commentsIn(document, { start: 0, end: source.length })) {
    const region = REGION.exec(text)?.[1]
    if (region === 'region') opened.push(start)
    if (region === 'endregion') {
      const from = opened.pop()
      if (from !== undefined) yield { start: from, end, kind: 'region' }
    }
    const line = source.lineAt(start)
    const isAlone = region === undefined && isFirstOnLine(source, start)
    if (run !== undefined && isAlone && line === run.line + 1) {
      run = { ...run, end, line: source.lineAt(end) }
      continue
    }
    if (run !== undefined) yield { ...run, kind: 'comment' }
    run = isAlone ? { start, end, line: source.lineAt(end) } : undefined
  }
  if (run !== undefined) yield { ...run, kind: 'comment' }
}

function isFirstOnLine(source: Source, start: number): boolean {
  return /^\s*$/.test(source.text.slice(source.lineStart(source.lineAt(start)), start))
}
