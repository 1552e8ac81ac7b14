import { partitionPoint } from './partition-point.js'
import type { Range } from './source.js'

/** The ranges that overlap a part of a text. @param ranges in order and disjoint */
export function rangesWithin(ranges: readonly Range[], { start, end }: Range): Range[] {
  const first = partitionPoint(ranges.length, (index) => (ranges[index] as Range).end <= start)
  const found: Range[] = []
  for (let index = first; index < ranges.length; index++) {
    const range = ranges[index] as Range
    if (range.start >= end) break
    found.push(range)
  }
  return found
}
