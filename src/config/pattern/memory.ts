/** How many numbers all expressions together may hold: some tens of megabytes. */
const MOST_HELD = 4_000_000

/** A matcher as what holds memory: it can let go of its numbers, and make them anew. */
interface Holder {
  letGo(): void
}

const holders = new Set<Holder>()
let held = 0

/**
 * Counts what an expression holds in memory. When all of them hold too much, all let go: a
 * configuration of ordinary expressions never comes to that, and one that is made to fill the memory
 * costs time instead.
 *
 * @param more how many numbers it holds beside those that were counted before
 */
export function hold(holder: Holder, more: number): void {
  held += more
  holders.add(holder)
  if (held <= MOST_HELD) return
  for (const each of holders) each.letGo()
  holders.clear()
  held = 0
}
