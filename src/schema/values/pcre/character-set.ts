/** Code points, as sorted ranges that do not touch; both ends of a range are inclusive. */
export type CharacterSet = readonly Range[]
type Range = readonly [first: number, last: number]

const LAST = 0x10ffff

export const ANY: CharacterSet = [[0, LAST]]
export const DIGITS: CharacterSet = [[0x30, 0x39]]
export const WORD: CharacterSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]
export const SPACE: CharacterSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
]
export const HORIZONTAL_SPACE: CharacterSet = [
  [0x09, 0x09],
  [0x20, 0x20],
  [0xa0, 0xa0],
]
export const VERTICAL_SPACE: CharacterSet = [
  [0x0a, 0x0d],
  [0x85, 0x85],
  [0x2028, 0x2029],
]
export const NEW_LINE: CharacterSet = [[0x0a, 0x0a]]
export const NOT_NEW_LINE: CharacterSet = [
  [0, 0x09],
  [0x0b, LAST],
]
export const CARRIAGE_RETURN: CharacterSet = [[0x0d, 0x0d]]
/** The characters besides CR that break a line by themselves; `\R` matches them. */
export const OTHER_LINE_BREAKS: CharacterSet = [
  [0x0a, 0x0c],
  [0x85, 0x85],
  [0x2028, 0x2029],
]

export function single(code: number): CharacterSet {
  return [[code, code]]
}

export function union(sets: readonly CharacterSet[]): CharacterSet {
  if (sets.length === 1 && sets[0] !== undefined) return sets[0]
  const ranges = sets.flat().sort((a, b) => a[0] - b[0])
  const joined: Range[] = []
  for (const [first, last] of ranges) {
    const before = joined.at(-1)
    if (before === undefined || first > before[1] + 1) joined.push([first, last])
    else joined[joined.length - 1] = [before[0], Math.max(before[1], last)]
  }
  return joined
}

export function negated(set: CharacterSet): CharacterSet {
  const others: Range[] = []
  let next = 0
  for (const [first, last] of set) {
    if (first > next) others.push([next, first - 1])
    next = last + 1
  }
  if (next <= LAST) others.push([next, LAST])
  return others
}

/** A set with the other case of its ASCII letters. */
export function inAnyCase(set: CharacterSet): CharacterSet {
  const cut = (first: number, last: number, shift: number): Range[] =>
    set.flatMap(([from, to]) => {
      const start = Math.max(from, first)
      const end = Math.min(to, last)
      return start > end ? [] : [[start + shift, end + shift] as const]
    })
  return union([set, cut(0x41, 0x5a, 0x20), cut(0x61, 0x7a, -0x20)])
}

/** Whether two sets have a common character. */
export function overlap(a: CharacterSet, b: CharacterSet): boolean {
  let index = 0
  for (const [first, last] of a) {
    while (index < b.length && (b[index] as Range)[1] < first) index++
    const range = b[index]
    if (range === undefined) return false
    if (range[0] <= last) return true
  }
  return false
}
