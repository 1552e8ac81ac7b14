/**
 * What changes in memory took out of the files: options of scopes, and whole scopes with all that is
 * inside. What changes set afterwards is in no file, and so stands.
 */
export class Removals {
  readonly #scopes: ReadonlySet<string>
  readonly #options: ReadonlyMap<string, ReadonlySet<string>>

  constructor(
    scopes: ReadonlySet<string> = new Set(),
    options: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
  ) {
    this.#scopes = scopes
    this.#options = options
  }

  /** @param scopeKey as `pathKey` gives it */
  withScope(scopeKey: string): Removals {
    const scopes = [...this.#scopes].filter((key) => !key.startsWith(scopeKey))
    const options = [...this.#options].filter(([key]) => !key.startsWith(scopeKey))
    return new Removals(new Set([...scopes, scopeKey]), new Map(options))
  }

  withOption(scopeKey: string, lowerName: string): Removals {
    if (this.#options.get(scopeKey)?.has(lowerName)) return this
    const names = new Set(this.#options.get(scopeKey)).add(lowerName)
    return new Removals(this.#scopes, new Map(this.#options).set(scopeKey, names))
  }

  hidesScope(scopeKey: string): boolean {
    return this.#scopes.has(scopeKey)
  }

  /** The options that are taken out of a scope, by lower-case name. */
  optionsOf(scopeKey: string): ReadonlySet<string> {
    return this.#options.get(scopeKey) ?? NO_NAMES
  }
}

const NO_NAMES: ReadonlySet<string> = new Set()

/** Nothing is taken out. */
export const NO_REMOVALS = new Removals()
