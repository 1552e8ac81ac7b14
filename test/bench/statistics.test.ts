import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { median, spread } from '../../bench/statistics.js'

const test = suite('the statistics of the benchmark')

test('the spread of measures in any order', () => {
  assert.equal(spread([5, 1, 4, 2, 3]), { least: 1, lower: 2, median: 3, upper: 4 })
})

test('between two measures the middle counts', () => {
  assert.is(median([1, 2]), 1.5)
  assert.equal(spread([1, 2, 3, 4]), { least: 1, lower: 1.75, median: 2.5, upper: 3.25 })
})

test('of one measure and of none', () => {
  assert.equal(spread([7]), { least: 7, lower: 7, median: 7, upper: 7 })
  assert.ok(Number.isNaN(median([])))
})

test.run()
