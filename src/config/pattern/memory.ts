/** How many numbers all expressions together may hold, which is some tens of megabytes. */
const MOST_HELD = 4_000_000

/** An owner of memory, which can free it and compute its contents again. */
interface Holder {
  letGo(): void
}

const holders = new Set<Holder>()
let held = 0

/**
 * Counts the memory of an expression. When all expressions together hold too much, all of it is
 * freed: ordinary configurations stay below the limit, and one made to exhaust memory costs time
 * instead.
 *
 * @param more how many numbers the holder has in addition to those counted before
 */
export function hold(holder: Holder, more: number): void {
  held += more
  holders.add(holder)
  if (held <= MOST_HELD) return
  for (const each of holders) each.letGo()
  holders.clear()
  held = 0
}
