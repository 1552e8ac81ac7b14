/**
 * What is not among others, each of which counts once: of two that are alike, one other leaves one.
 * @param others by their keys
 */
export function notAmong<Each>(
  all: readonly Each[],
  others: Iterable<string>,
  keyOf: (each: Each) => string,
): Each[] {
  const counts = new Map<string, number>()
  for (const key of others) counts.set(key, (counts.get(key) ?? 0) + 1)
  return all.filter((each) => {
    const key = keyOf(each)
    const count = counts.get(key) ?? 0
    counts.set(key, count - 1)
    return count <= 0
  })
}
