/**
 * The same string for the same word each time. A large text spells a few names many times; to slice
 * each out of the text, and to hash it for the next look-up, would cost more than most of what is
 * done with it.
 */
const BUCKETS = 512
const known: (string | undefined)[] = new Array(BUCKETS * 2)

/** The text from `start` to `end`, which is not empty. */
export function wordAt(text: string, start: number, end: number): string {
  const length = end - start
  const first = text.charCodeAt(start)
  const last = text.charCodeAt(end - 1)
  const middle = text.charCodeAt(start + (length >> 1))
  const bucket = ((length * 31 + first * 7 + last * 5 + middle * 3) & (BUCKETS - 1)) * 2
  const one = known[bucket]
  if (one !== undefined && one.length === length && text.startsWith(one, start)) return one
  const other = known[bucket + 1]
  if (other !== undefined && other.length === length && text.startsWith(other, start)) {
    known[bucket + 1] = one
    known[bucket] = other
    return other
  }
  // A copy of its own: a slice would keep the whole text in memory.
  const word = ` ${text.slice(start, end)}`.slice(1)
  known[bucket + 1] = one
  known[bucket] = word
  return word
}
