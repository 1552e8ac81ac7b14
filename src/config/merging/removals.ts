import type { ScopePath } from './change.js'
import { pathKey } from './identity.js'

/** The options that are taken out of one scope. */
interface RemovedOptions {
  readonly path: ScopePath
  /** In lower case. */
  readonly names: ReadonlySet<string>
}

/**
 * What changes in memory took out of the files: options of scopes, and whole scopes with all that is
 * inside. What changes set afterwards is in no file, and so stands.
 */
export class Removals {
  /**
   * @param scopes those that are taken out as a whole, by `pathKey`
   * @param options those that are taken out one by one, by the `pathKey` of their scope
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

  /** @param scopeKey as `pathKey` gives it */
  hidesScope(scopeKey: string): boolean {
    return this.scopes.has(scopeKey)
  }

  /** The options that are taken out of a scope, by lower-case name. */
  optionsOf(scopeKey: string): ReadonlySet<string> {
    return this.options.get(scopeKey)?.names ?? NO_NAMES
  }
}

const NO_NAMES: ReadonlySet<string> = new Set()

/** Nothing is taken out. */
export const NO_REMOVALS = new Removals()
