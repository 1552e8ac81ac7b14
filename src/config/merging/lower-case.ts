const known = new Map<string, string>()
const KNOWN_LIMIT = 10_000

/**
 * A name in lower case, the same string each time: a large configuration spells a few names many
 * times, and each of them is a key of a map in every scope.
 */
export function lowerCase(name: string): string {
  let lower = known.get(name)
  if (lower === undefined) {
    if (known.size >= KNOWN_LIMIT) known.clear()
    lower = name.toLowerCase()
    known.set(name, lower)
  }
  return lower
}
