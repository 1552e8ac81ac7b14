/**
 * Returns the same string object for equal words. A large text repeats few names very often, and
 * slicing and hashing each of them would take longer than most uses of the names.
 */
const BUCKETS = 512
const known: (string | undefined)[] = new Array(BUCKETS * 2)

/** The non-empty text from `start` to `end`, exclusive. */
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
  // A real copy, because a slice would keep the whole text in memory.
  const word = ` ${text.slice(start, end)}`.slice(1)
  known[bucket + 1] = one
  known[bucket] = word
  return word
}
