import type { ScopePath } from './change.js'
import { pathKey } from './identity.js'

/** The options removed from one scope. */
interface RemovedOptions {
  readonly path: ScopePath
  /** The names in lower case. */
  readonly names: ReadonlySet<string>
}

/**
 * The options and the whole scopes that changes in memory have removed from the files. Values that
 * changes set afterwards are not in the files, and remain.
 */
export class Removals {
  /**
   * @param scopes the scopes removed as a whole, by `pathKey`
   * @param options the options removed one by one, by the `pathKey` of their scope
   */
  constructor(
    readonly scopes: ReadonlyMap<string, ScopePath> = new Map(),
    readonly options: ReadonlyMap<string, RemovedOptions> = new Map(),
  ) {}

  withScope(path: ScopePath): Removals {
    const scopeKey = pathKey(path)
    const scopes = [...this.scopes].filter(([key]) => !key.startsWith(scopeKey))
    const options = [...this.options].filter(([key]) => !key.startsWith(scopeKey))
    return new Removals(new Map([...scopes, [scopeKey, path]]), new Map(options))
  }

  withOption(path: ScopePath, lowerName: string): Removals {
    const scopeKey = pathKey(path)
    const known = this.optionsOf(scopeKey)
    if (known.has(lowerName)) return this
    const names = new Set(known).add(lowerName)
    return new Removals(this.scopes, new Map(this.options).set(scopeKey, { path, names }))
  }

  /** @param scopeKey from `pathKey` */
  hidesScope(scopeKey: string): boolean {
    return this.scopes.has(scopeKey)
  }

  /** The lower-case names of the options removed from a scope. */
  optionsOf(scopeKey: string): ReadonlySet<string> {
    return this.options.get(scopeKey)?.names ?? NO_NAMES
  }
}

const NO_NAMES: ReadonlySet<string> = new Set()

/** Removes nothing. */
export const NO_REMOVALS = new Removals()
