const known = new Map<string, string>()
const KNOWN_LIMIT = 10_000

/**
 * A name in lower case, as the same string object each time: a large configuration repeats few
 * names very often, and every scope uses them as keys of maps.
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
