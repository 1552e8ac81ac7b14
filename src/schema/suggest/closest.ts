import { distance } from 'fastest-levenshtein'

/**
 * The number of typing slips between two names: a wrong, missing or extra letter, or two swapped
 * neighbours, each count as one.
 */
export function slips(a: string, b: string): number {
  const steps = distance(a, b)
  return steps === 2 && isSwap(a, b) ? 1 : steps
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at]) at++
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}

/** How many slips a name of this length may contain, in characters, and still be recognized. */
export function tolerance(length: number): number {
  if (length < 3) return 0
  if (length < 6) return 1
  return length < 10 ? 2 : 3
}

export interface Closest {
  readonly name: string
  readonly slips: number
  /** Whether no other name is as close. */
  readonly clear: boolean
}

/**
 * The name most likely meant, in its own spelling; undefined when none is close. Capitals count as
 * small letters.
 */
export function closest(typed: string, names: Iterable<string>): Closest | undefined {
  const lower = typed.toLowerCase()
  let best: string | undefined
  let least = tolerance(typed.length) + 1
  let clear = true
  for (const name of names) {
    // Each letter of difference in length is at least one slip.
    if (Math.abs(name.length - typed.length) > least) continue
    const count = slips(lower, name.toLowerCase())
    if (count < least) {
      best = name
      least = count
      clear = true
    } else if (count === least && best !== undefined && name !== best) clear = false
  }
  return best === undefined ? undefined : { name: best, slips: least, clear }
}

/** At most so many names answer a name that is nowhere. */
const MOST = 3

/** A word this short is in too many names. */
const SHORT = 3

/**
 * The names that may have been meant, the closest first; at most three. When none is close, those
 * that hold what was typed. Capitals count as small letters.
 */
export function closestFew(typed: string, names: Iterable<string>): string[] {
  const lower = typed.toLowerCase()
  const all = [...new Set(names)]
    .map((name) => ({ name, slips: slips(lower, name.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips || (a.name < b.name ? -1 : 1))
  const close = all.filter((each) => each.slips <= tolerance(lower.length))
  const holding =
    lower.length < SHORT ? [] : all.filter(({ name }) => name.toLowerCase().includes(lower))
  return (close.length > 0 ? close : holding).slice(0, MOST).map(({ name }) => name)
}

/** `Did you mean "a" or "b"?` */
export function didYouMean(...names: readonly string[]): string {
  return `Did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`
}
