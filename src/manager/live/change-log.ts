import type { Change, Configuration } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'

/** A change that a line of the console asks for. */
export type LineChange = Extract<Change, { kind: 'set' | 'unset' }>

/** A change, and how findings in it call its place. */
export interface PlacedChange {
  readonly change: LineChange
  /** `console, session 3, line 2`. */
  readonly place: string
}

/**
 * Changes in the order in which they were made, kept compact: what a later one takes the place of is
 * left out, so that thousands of changes need no more room than the options that differ.
 */
export class ChangeLog {
  /** By what they are about. */
  readonly #changes: Map<string, PlacedChange>

  constructor(changes: Iterable<readonly [string, PlacedChange]> = []) {
    this.#changes = new Map(changes)
  }

  get size(): number {
    return this.#changes.size
  }

  list(): PlacedChange[] {
    return [...this.#changes.values()]
  }

  copy(): ChangeLog {
    return new ChangeLog(this.#changes)
  }

  /** @param files what the changes are made to: a scope that only they have stays when it is empty */
  add(placed: PlacedChange, files: Configuration): void {
    const { kind, path, option } = placed.change
    const scopeKey = pathKey(path)
    if (option === undefined) {
      for (const key of [...this.#changes.keys()]) {
        if (key.startsWith(scopeKey)) this.#changes.delete(key)
      }
      this.#changes.set(`${scopeKey}\n`, placed)
      return
    }
    const target = `${scopeKey}\n${option.toLowerCase()}`
    const [setKey, unsetKey] = [`${target}\nset`, `${target}\nunset`]
    this.#changes.delete(unsetKey)
    if (kind === 'set') {
      // A changed option keeps its place: scopes stand in the order in which changes have made them.
      this.#changes.set(setKey, placed)
      return
    }
    if (path.length === 0 || files.scope(path) !== undefined) this.#changes.delete(setKey)
    this.#changes.set(unsetKey, placed)
  }

  addAll(changes: Iterable<PlacedChange>, files: Configuration): void {
    for (const each of changes) this.add(each, files)
  }

  /** Takes out what is no longer only in memory; what was changed again since stays. */
  remove(changes: Iterable<PlacedChange>): void {
    const gone = new Set(changes)
    for (const [key, placed] of this.#changes) if (gone.has(placed)) this.#changes.delete(key)
  }
}

/** The configuration with these changes in memory. */
export function withChanges(
  configuration: Configuration,
  changes: readonly PlacedChange[],
): Configuration {
  if (changes.length === 0) return configuration
  return configuration.apply(
    changes.map(({ change }) => change),
    { places: changes.map(({ place }) => place) },
  )
}
