import type { Document } from '../../../grammar/index.js'
import { type EntryView, type ItemView, OptionView } from '../../syntax/index.js'
import { columnAt, widthOf } from './columns.js'
import { type Gap, gapAt, isBehindComment } from './gap.js'

type Assignment = OptionView | EntryView

/** A statement whose `=` may be aligned with others. */
interface Candidate {
  readonly statement: Assignment
  readonly nameWidth: number
  /** The column of its `=`; undefined without a blank before it, or after another statement. */
  readonly column: number | undefined
}

/**
 * The widths of the names of assignments, with the blanks after them: `=` signs that the author
 * aligned stay aligned, one blank after the longest name. Neighbours are aligned with them, up to
 * one with a longer name. Blank lines and stanzas separate blocks.
 * @param statements of one body or dictionary
 * @returns by the first token of the statement; a missing statement gets one blank
 */
export function nameWidths(
  document: Document,
  statements: Iterable<ItemView | EntryView>,
): Map<number, number> {
  const widths = new Map<number, number>()
  for (const block of blocks(document, statements)) {
    for (const [{ statement }, width] of blockWidths(block)) widths.set(statement.firstToken, width)
  }
  return widths
}

function blockWidths(block: readonly Candidate[]): Map<Candidate, number> {
  const widths = new Map<Candidate, number>()
  for (const run of runsOfColumns(block)) {
    const placed = run.filter(({ column }) => column !== undefined)
    // Names of equal length are aligned anyway, which shows no intention.
    if (placed.every(({ nameWidth }) => nameWidth === placed[0]?.nameWidth)) continue
    const longest = run.reduce((widest, { nameWidth }) => Math.max(widest, nameWidth), 0)
    for (const candidate of run) widths.set(candidate, longest + 1)
  }
  if (widths.size > 0) for (const order of [block, block.toReversed()]) spread(widths, order)
  return widths
}

/** Spreads each width to the following neighbours whose names fit. */
function spread(widths: Map<Candidate, number>, order: readonly Candidate[]): void {
  let near = 0
  for (const candidate of order) {
    const own = widths.get(candidate) ?? (candidate.nameWidth < near ? near : 0)
    if (own > 0) widths.set(candidate, own)
    near = own
  }
}

/**
 * Runs of candidates with their `=` in the same column. A candidate without a column joins the run
 * around it.
 */
function runsOfColumns(block: readonly Candidate[]): Candidate[][] {
  const runs: Candidate[][] = []
  let last: number | undefined
  let between: Candidate[] = []
  for (const candidate of block) {
    const { column } = candidate
    if (column === undefined) between.push(candidate)
    else {
      if (column === last) for (const each of [...between, candidate]) runs.at(-1)?.push(each)
      else runs.push([candidate])
      last = column
      between = []
    }
  }
  return runs
}

function blocks(document: Document, statements: Iterable<ItemView | EntryView>): Candidate[][] {
  const blocks: Candidate[][] = []
  let isOpen = false
  for (const statement of statements) {
    const isAssignment = statement instanceof OptionView || statement.type === 'entry'
    const gap = gapAt(document, statement.firstToken)
    if (!isAssignment || gap.runs.some(({ newlines }) => newlines > 1)) isOpen = false
    if (!isAssignment || isBehindComment(gap, statement.firstToken)) continue
    const candidate = candidateOf(document, statement, gap)
    if (candidate === undefined) continue
    if (isOpen) blocks.at(-1)?.push(candidate)
    else blocks.push([candidate])
    isOpen = true
  }
  return blocks
}

/** Undefined when there is no `=`, or a comment before it. */
function candidateOf(
  document: Document,
  statement: Assignment,
  { runs }: Gap,
): Candidate | undefined {
  const { text } = document.source
  const { equals, start, firstToken } = statement
  if (equals === undefined) return undefined
  const nameEnd = document.tree.tokens.end[firstToken] as number
  const between = text.slice(nameEnd, equals.start)
  // Apart from blanks, there are only comments, which begin with one of these signs.
  if (/[#/]/.test(between)) return undefined
  const nameWidth = widthOf(text.slice(start, nameEnd))
  const beginsLine = firstToken === 0 || (runs.at(-1)?.newlines ?? 0) > 0
  const isPlaced = beginsLine && /^[ \t]+$/.test(between)
  return { statement, nameWidth, column: isPlaced ? columnAt(text, equals.start) : undefined }
}
