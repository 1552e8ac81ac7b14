import { distance } from 'fastest-levenshtein'

/** The word most likely meant, in its own spelling; undefined when none is close. */
export function closestWord(typed: string, words: Iterable<string>): string | undefined {
  const lower = typed.toLowerCase()
  let best: string | undefined
  // Two swapped letters count as two steps.
  let least = (typed.length < 4 ? 1 : Math.max(2, Math.floor(typed.length / 3))) + 1
  for (const word of words) {
    const steps = distance(lower, word.toLowerCase())
    if (steps >= least || steps >= word.length) continue
    least = steps
    best = word
  }
  return best
}
