import type { Spread } from './statistics.js'

/** What a figure is held against. */
export interface Goal {
  /** At most this is what to reach for. */
  readonly reachFor?: number
  /** At most this is good enough. */
  readonly bar?: number
  /** At least this is good enough. */
  readonly atLeast?: number
  /** Behind the number: ` ×`, ` MB`. */
  readonly unit: string
}

/** One line of the table. */
export interface Row {
  readonly figure: string
  readonly subject: string
  /** What the spread is of: `ms`, `µs`, `MB`. */
  readonly unit: string
  readonly spread: Spread
  readonly first?: number
  /** The measure over that of the reference in the same run. */
  readonly ratio?: number
  /** The same of the best calls: that of a machine that does nothing else. */
  readonly bestRatio?: number
  /** What is held against the goal; the ratio when absent. */
  readonly judged?: number
  readonly goal?: Goal
  /** Processes times timed calls in each. */
  readonly runs: string
}

const HEAD = [
  ...['figure', 'of', 'median', 'quartiles', 'best', 'first call', 'ratio', 'of best'],
  ...['reach for', 'first bar', '', 'runs'],
]

/** The rows as a table that is also Markdown. */
export function renderTable(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)]
  const widths = HEAD.map((_, column) =>
    Math.max(3, ...cells.map((row) => (row[column] as string).length)),
  )
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => pad(cell, widths[column] as number, column)).join(' | ')} |`
  const [head, ...body] = cells.map(line)
  const rule = `|${widths.map((width, column) => (column < 2 ? `${'-'.repeat(width + 2)}` : `${'-'.repeat(width + 1)}:`)).join('|')}|`
  return [head, rule, ...body].join('\n')
}

/** Names to the left, numbers to the right. */
function pad(cell: string, width: number, column: number): string {
  return column < 2 ? cell.padEnd(width) : cell.padStart(width)
}

function cellsOf(row: Row): string[] {
  const { spread, unit, goal } = row
  return [
    row.figure,
    row.subject,
    `${number(spread.median)} ${unit}`,
    `${number(spread.lower)}–${number(spread.upper)}`,
    number(spread.least),
    number(row.first),
    times(row.ratio),
    times(row.bestRatio),
    goal?.reachFor === undefined ? '' : `${goal.reachFor}${goal.unit}`,
    barOf(goal),
    verdict(row),
    row.runs,
  ]
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? '' : `${number(ratio)} ×`
}

function barOf(goal: Goal | undefined): string {
  if (goal?.atLeast !== undefined) return `≥ ${goal.atLeast}${goal.unit}`
  return goal?.bar === undefined ? '' : `${goal.bar}${goal.unit}`
}

function verdict({ goal, judged, ratio }: Row): string {
  const value = judged ?? ratio
  if (goal === undefined || value === undefined) return ''
  // What is held against "at least" stands in no other column.
  return goal.atLeast === undefined
    ? outcome(goal, value)
    : `${outcome(goal, value)}: ${number(value)}`
}

function outcome({ reachFor, bar, atLeast }: Goal, value: number): string {
  if (atLeast !== undefined) return value >= atLeast ? 'met' : 'MISSED'
  if (reachFor !== undefined && value <= reachFor) return 'reached'
  if (bar === undefined) return 'NOT REACHED'
  if (value > bar) return 'MISSED'
  return reachFor === undefined ? 'met' : 'bar met'
}

function number(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return ''
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
