import { distance } from 'fastest-levenshtein'

const MOST = 3

/** A word this short is in too many names. */
const SHORT = 3

/**
 * The names that may have been meant, the nearest first; at most three. When none is near, those
 * that hold what was typed.
 * @param typed compared without case
 */
export function suggestions(typed: string, names: Iterable<string>): string[] {
  const lower = typed.toLowerCase()
  const all = [...new Set(names)]
    .map((name) => ({ name, far: distance(lower, name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
  const near = all.filter(({ far }) => far <= Math.max(1, Math.floor(lower.length / 3)))
  const holding =
    lower.length < SHORT ? [] : all.filter(({ name }) => name.toLowerCase().includes(lower))
  return (near.length > 0 ? near : holding).slice(0, MOST).map(({ name }) => name)
}

/** `Did you mean "a" or "b"?` */
export function didYouMean(names: readonly string[]): string {
  return `Did you mean ${names.map((name) => `"${name}"`).join(' or ')}?`
}
