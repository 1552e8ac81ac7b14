/** How long somebody waits before another try, in ms: at first and at most. */
export type PauseLimits = readonly [first: number, most: number]

/** The pause after one that was in vain, twice as long. @param before 0 for the first pause */
export function nextPause(before: number, [first, most]: PauseLimits): number {
  return before === 0 ? first : Math.min(before * 2, most)
}
