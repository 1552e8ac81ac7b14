import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Goal, type Row, renderTable } from '../../bench/table.js'

const test = suite('the table of the benchmark')

const row = (ratio: number, goal?: Goal): Row => ({
  figure: 'parse 1 MB',
  subject: 'it',
  unit: 'ms',
  spread: { least: 7.5, lower: 8, median: 8.125, upper: 120.4 },
  first: 30,
  ratio,
  bestRatio: 1.25,
  runs: '3 × 21',
  ...(goal && { goal }),
})

/** The cells of the only row. */
function cells(it: Row): string[] {
  const [, , line = ''] = renderTable([it]).split('\n')
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

test('a row with its goal and its first bar', () => {
  assert.equal(cells(row(1.4, { reachFor: 1.2, bar: 2.5, unit: ' ×' })), [
    ...['parse 1 MB', 'it', '8.13 ms', '8.00–120', '7.50', '30.0', '1.40 ×', '1.25 ×'],
    ...['1.2 ×', '2.5 ×', 'bar met', '3 × 21'],
  ])
})

test('what came of a goal', () => {
  const outcome = (ratio: number, goal: Goal) => cells(row(ratio, goal))[10]
  assert.is(outcome(1.2, { reachFor: 1.2, bar: 2.5, unit: '' }), 'reached')
  assert.is(outcome(2.6, { reachFor: 1.2, bar: 2.5, unit: '' }), 'MISSED')
  assert.is(outcome(1.6, { reachFor: 1.5, unit: '' }), 'NOT REACHED')
  assert.is(outcome(19, { bar: 20, unit: '' }), 'met')
  assert.is(outcome(1.9, { atLeast: 2, unit: '' }), 'MISSED: 1.90')
  assert.is(outcome(2, { atLeast: 2, unit: '' }), 'met: 2.00')
})

test('a figure without a ratio is judged by itself', () => {
  const { ratio: _, bestRatio: __, ...memory } = row(0)
  assert.is(cells({ ...memory, judged: 120, goal: { bar: 110, unit: ' MB' } })[10], 'MISSED')
})

test('every line is as wide as the others', () => {
  const widths = renderTable([row(1), row(100, { bar: 2, unit: ' ×' })])
    .split('\n')
    .map((line) => line.length)
  assert.is(new Set(widths).size, 1)
})

test.run()
