import { innerIndent } from '../placement/neighbour-style.js'
import { beginsLine, indentAt } from '../text/line.js'
import { adapted } from './adapt.js'
import type { Block, Item } from './file-tree.js'

/** Text to insert, as whole lines without the last line end. */
export interface Piece {
  /** The lines for a given indentation and newline. */
  readonly lines: (indent: string, newline: string) => string
  /**
   * The text for a place on a line with other statements; undefined when it needs its own lines.
   */
  readonly short: string | undefined
  /** The numbers of blank lines before and after it in its own file. */
  readonly blankBefore: number
  readonly blankAfter: number
}

/** An item of another file as a piece, with its comments. */
export function pieceOf(item: Item): Piece {
  const { block, body, tail, above } = item
  const { document } = block
  const { text } = document.source
  const hasLines = item.beginsLine
  const start = hasLines ? item.start : body.start
  const from = hasLines && beginsLine(text, body.start) ? indentAt(text, body.start) : ''
  const lines = (indent: string, newline: string) =>
    indent + adapted(document, { start, end: tail.end }, { from, to: indent, newline }).trimStart()
  const words = text.slice(body.start, tail.end)
  const isShort = item.node !== undefined && above.length === 0 && !/[\n#]/.test(words)
  return { lines, short: isShort ? words : undefined, ...blankLines(item) }
}

/** The numbers of blank lines before and after an item. */
export function blankLines({ block, start, tail }: Item): {
  blankBefore: number
  blankAfter: number
} {
  const { items, head, document, end } = block
  const { text } = document.source
  const index = items.findIndex((each) => each.start === start)
  const before = items[index - 1]?.tail ?? head
  const next = items[index + 1]?.start ?? end
  const count = (from: number, to: number) =>
    from > to ? 0 : text.slice(from, to).split('\n').length - 1
  return {
    blankBefore: before.kind === 'newline' ? count(before.next, start) : 0,
    // At the end of a block, no blank line is needed.
    blankAfter:
      items[index + 1] !== undefined && tail.kind === 'newline' ? count(tail.next, next) : 0,
  }
}

/** The indentation of a new line next to an item, or in an empty block. */
export function indentIn(block: Block, beside?: Item): string {
  const { view, document } = block
  const { text } = document.source
  const model =
    beside?.beginsLine && beginsLine(text, beside.body.start)
      ? beside
      : block.items.find((item) => item.beginsLine && beginsLine(text, item.body.start))
  if (model !== undefined) return indentAt(text, model.body.start)
  return view.type === 'scope' ? innerIndent(document, view) : ''
}
