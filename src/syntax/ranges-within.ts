import type { Range } from './source.js'

/** The ranges that overlap a part of a text. @param ranges in order and disjoint */
export function rangesWithin(ranges: readonly Range[], { start, end }: Range): Range[] {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle] as Range).end <= start) low = middle + 1
    else high = middle
  }
  const found: Range[] = []
  for (let range = ranges[low]; range !== undefined && range.start < end; range = ranges[++low]) {
    found.push(range)
  }
  return found
}
