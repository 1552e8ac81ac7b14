import type { Position, SelectionRange } from 'vscode-languageserver'
import type { Document } from '../../../grammar/index.js'
import type { Positions } from '../positions/positions.js'
import { nodesAround, tokenAt } from './nodes-around.js'

/** For each place, what a selection grows to: the word, the value, the statement, each stanza around. */
export function selectionRanges(
  document: Document,
  places: readonly Position[],
  positions: Positions,
): SelectionRange[] {
  return places.map((place) =>
    rangesAt(document, positions.offset(document.source, place), positions),
  )
}

function rangesAt(document: Document, index: number, positions: Positions): SelectionRange {
  const { source, tree } = document
  const all: { start: number; end: number }[] = [{ start: 0, end: source.length }]
  const add = (start: number, end: number) => {
    const last = all.at(-1)
    if (last === undefined || start > last.start || end < last.end) all.push({ start, end })
  }
  for (const node of nodesAround(tree, index)) {
    if (node === 0) continue
    add(
      tree.tokens.start[tree.first[node] as number] as number,
      tree.tokens.end[(tree.limit[node] as number) - 1] as number,
    )
  }
  const token = tokenAt(tree, index)
  if (token !== undefined) {
    const start = tree.tokens.start[token] as number
    const end = tree.tokens.end[token] as number
    add(start, end)
    const isString = source.text.charAt(start) === '"' && end - start > 2
    if (isString && index > start && index < end) add(start + 1, end - 1)
  }
  let range: SelectionRange = { range: positions.range(source, index, index) }
  for (const [at, { start, end }] of all.entries()) {
    const its = { range: positions.range(source, start, end) }
    range = at === 0 ? its : { ...its, parent: range }
  }
  return range
}
