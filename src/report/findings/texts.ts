import type { Range, Source } from '../../syntax/index.js'

/** The texts that findings speak of. */
export interface ReportTexts {
  /** The text of a file by its name; undefined when nobody has it. */
  readonly source: (file: string) => Source | undefined
  /**
   * What must not be shown of a file, in order and without overlap; asked only for files that are
   * shown. Absent when secrets may be shown.
   */
  readonly secrets?: ((file: string) => readonly Range[]) | undefined
}

export { MASK } from '../../schema/secret-shapes.js'

/** The ranges that overlap a part of the text; the ranges are in order. */
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
