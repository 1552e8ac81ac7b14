import type { ConfigFile } from '../../config/index.js'
import type { Range } from '../../syntax/index.js'

interface Entry extends Range {
  readonly target: number
}

/** An entry of a file, and the one around it. */
interface Nested {
  readonly starts: readonly number[]
  readonly entries: readonly Entry[]
  /** For each entry the index of the nearest one around it; -1 for none. */
  readonly around: readonly number[]
}

/**
 * Where options and scopes of a configuration stand in its files. A target is the index of an option,
 * or -1 minus the index of a scope.
 */
export class Places {
  readonly #entries = new Map<string, Entry[]>()
  readonly #nested = new Map<string, Nested>()

  add(file: ConfigFile, { start, end }: Range, target: number): void {
    const entry = { start, end, target }
    const known = this.#entries.get(file.name)
    if (known === undefined) this.#entries.set(file.name, [entry])
    else known.push(entry)
  }

  /** The innermost targets at an index of a file; a file that is included twice has two. */
  at(file: string, index: number): readonly number[] {
    const nested = this.#nested.get(file) ?? nest(this.#entries.get(file) ?? [])
    this.#nested.set(file, nested)
    const { starts, entries, around } = nested
    let at = lastUpTo(starts, index)
    while (at >= 0 && (entries[at] as Entry).end <= index) at = around[at] as number
    const found = entries[at]
    if (found === undefined) return []
    const targets: number[] = []
    for (; at >= 0; at--) {
      const { start, end, target } = entries[at] as Entry
      if (start !== found.start) break
      if (end === found.end && !targets.includes(target)) targets.push(target)
    }
    return targets
  }
}

function nest(unsorted: readonly Entry[]): Nested {
  const entries = unsorted.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const around: number[] = []
  const open: number[] = []
  for (const [index, { start }] of entries.entries()) {
    while (open.length > 0 && (entries[open.at(-1) as number] as Entry).end <= start) open.pop()
    around.push(open.at(-1) ?? -1)
    open.push(index)
  }
  return { starts: entries.map(({ start }) => start), entries, around }
}

/** The index of the last number that is not greater; -1 for none. */
function lastUpTo(sorted: readonly number[], wanted: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as number) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}
