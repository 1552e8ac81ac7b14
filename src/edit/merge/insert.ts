import type { TextEdit } from '../../syntax/index.js'
import { beginsLine, indentAt, lineStart } from '../text/line.js'
import type { Block, Item } from './file-tree.js'
import { indentIn, type Piece } from './pieces.js'

/** Where to insert pieces: next to an item, or into an empty block. */
export type Spot =
  | { readonly kind: 'behind' | 'before'; readonly item: Item }
  | { readonly kind: 'into'; readonly block: Block }

/** The edit that inserts pieces at a spot, in order. */
export function insertPieces(spot: Spot, pieces: readonly Piece[]): TextEdit {
  switch (spot.kind) {
    case 'behind':
      return behind(spot.item, pieces)
    case 'before':
      return before(spot.item, pieces)
    case 'into':
      return into(spot.block, pieces)
  }
}

function behind(item: Item, pieces: readonly Piece[]): TextEdit {
  const { block, tail } = item
  const { text, newline } = block.document.source
  const lines = linesOf(pieces, indentIn(block, item), newline)
  if (tail.kind === 'newline') {
    const room = blanksNeeded(text, tail.next, block, pieces)
    return at(tail.next, lines.map((line) => line + newline).join('') + newline.repeat(room))
  }
  if (tail.kind === 'end-of-file') {
    return { start: tail.end, end: tail.end, text: lines.map((line) => newline + line).join('') }
  }
  const short = shortOf(pieces)
  if (short === undefined) return at(tail.end, broken(item, lines))
  const gap = /\s/.test(text[tail.end] ?? '') ? '' : ' '
  return at(tail.end, short.map((words) => `  ${words}`).join('') + gap)
}

function before(item: Item, pieces: readonly Piece[]): TextEdit {
  const { block } = item
  const { text, newline } = block.document.source
  const lines = linesOf(pieces, indentIn(block, item), newline)
  if (item.beginsLine) {
    const isTop = block.view.type === 'file' && item.start === block.head.next
    while (isTop && lines[0] === '') lines.shift()
    const room = Math.min(pieces.at(-1)?.blankAfter ?? 0, 1)
    return at(item.start, lines.map((line) => line + newline).join('') + newline.repeat(room))
  }
  const short = shortOf(pieces)
  if (short === undefined) return at(item.body.start, broken(item, lines))
  const gap = /[\s{]/.test(text[item.body.start - 1] ?? '') ? '' : ' '
  return at(item.body.start, gap + short.map((words) => `${words}  `).join(''))
}

/** Inserts into an empty block. Its text stays, because several edits may insert here. */
function into(block: Block, pieces: readonly Piece[]): TextEdit {
  const { view, document, end } = block
  const { text, newline } = document.source
  const lines = linesOf(pieces, indentIn(block), newline)
  while (lines[0] === '') lines.shift()
  const whole = lines.map((line) => line + newline).join('')
  if (beginsLine(text, end)) return at(lineStart(text, end), whole)
  return at(end, newline + whole + (view.type === 'file' ? '' : indentAt(text, view.start)))
}

/** Inserts whole lines in the middle of a line. */
function broken({ block, body }: Item, lines: readonly string[]): string {
  const { text, newline } = block.document.source
  return newline + lines.map((line) => line + newline).join('') + indentAt(text, body.start)
}

function linesOf(pieces: readonly Piece[], indent: string, newline: string): string[] {
  return pieces.flatMap((piece) => [
    ...Array<string>(piece.blankBefore).fill(''),
    piece.lines(indent, newline),
  ])
}

function shortOf(pieces: readonly Piece[]): string[] | undefined {
  const short = pieces.flatMap((piece) => piece.short ?? [])
  return short.length === pieces.length ? short : undefined
}

/** How many blank lines to add between the pieces and the text after them. */
function blanksNeeded(
  text: string,
  index: number,
  { end }: Block,
  pieces: readonly Piece[],
): number {
  const wanted = pieces.at(-1)?.blankAfter ?? 0
  const following = text.slice(index, end)
  return wanted === 0 || /^[^\S\n]*(?:\n|$)/.test(following) ? 0 : 1
}

function at(index: number, text: string): TextEdit {
  return { start: index, end: index, text }
}
