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
function tolerance(length: number): number {
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

/** The name most likely meant; undefined when none is close. All names are in lower case. */
export function closest(typed: string, names: Iterable<string>): Closest | undefined {
  let best: string | undefined
  let least = tolerance(typed.length) + 1
  let clear = true
  for (const name of names) {
    // Each letter of difference in length is at least one slip.
    if (Math.abs(name.length - typed.length) > least) continue
    const count = slips(typed, name)
    if (count < least) {
      best = name
      least = count
      clear = true
    } else if (count === least && best !== undefined && name !== best) clear = false
  }
  return best === undefined ? undefined : { name: best, slips: least, clear }
}
