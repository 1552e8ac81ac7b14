import type { Document } from '../../../grammar/index.js'
import { type EntryView, type ItemView, OptionView } from '../../syntax/index.js'
import { columnAt, widthOf } from './columns.js'
import { gapAt } from './gap.js'
import { groupBy } from './groups.js'

type Assignment = OptionView | EntryView

/** A `=` that its author may have put below others. */
interface PlacedEquals {
  readonly statement: Assignment
  readonly column: number
  readonly nameWidth: number
}

/**
 * How wide the names of assignments are to be, blanks behind them included: where the author put the
 * `=` below each other they stay so, one blank behind the longest name. Blank lines and stanzas
 * separate blocks; within a block those whose `=` stand elsewhere are left out.
 * @param statements of one body or dictionary
 * @returns by the statement's first token; one blank is enough for those that are missing
 */
export function nameWidths(
  document: Document,
  statements: Iterable<ItemView | EntryView>,
): Map<number, number> {
  const widths = new Map<number, number>()
  for (const block of blocks(document, statements)) {
    for (const aligned of groupBy(block, ({ column }) => column)) {
      const width = Math.max(...aligned.map(({ nameWidth }) => nameWidth)) + 1
      for (const { statement } of aligned) widths.set(statement.firstToken, width)
    }
  }
  return widths
}

function blocks(document: Document, statements: Iterable<ItemView | EntryView>): PlacedEquals[][] {
  const blocks: PlacedEquals[][] = []
  let isOpen = false
  for (const statement of statements) {
    const isAssignment = statement instanceof OptionView || statement.type === 'entry'
    const { runs } = gapAt(document, statement.firstToken)
    if (!isAssignment || runs.some(({ newlines }) => newlines > 1)) isOpen = false
    const beginsLine = statement.firstToken === 0 || (runs.at(-1)?.newlines ?? 0) > 0
    if (!isAssignment || !beginsLine) continue
    const placed = placedEquals(document, statement)
    if (placed === undefined) continue
    if (isOpen) blocks.at(-1)?.push(placed)
    else blocks.push([placed])
    isOpen = true
  }
  return blocks
}

/** The `=` of a statement that begins its line, with blanks alone between its name and the `=`. */
function placedEquals(document: Document, statement: Assignment): PlacedEquals | undefined {
  const { text } = document.source
  const { equals, start, firstToken } = statement
  const nameEnd = document.tree.tokens.end[firstToken] as number
  if (equals === undefined || equals.start === nameEnd) return undefined
  if (/[^ \t]/.test(text.slice(nameEnd, equals.start))) return undefined
  const column = columnAt(text, equals.start)
  return { statement, column, nameWidth: widthOf(text.slice(start, nameEnd)) }
}
