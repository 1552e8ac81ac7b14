/**
 * What changes in memory took out: everything about an option or a scope that was read before the
 * change. What comes later in the order of reading stands again.
 */
export class Removals {
  readonly #scopes: ReadonlyMap<string, number>
  readonly #options: ReadonlyMap<string, number>

  constructor(
    scopes: ReadonlyMap<string, number> = new Map(),
    options: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#scopes = scopes
    this.#options = options
  }

  /** Takes out the stanzas of a scope, with all inside, that were read before `order`. */
  withScope(scopeKey: string, order: number): Removals {
    return new Removals(new Map(this.#scopes).set(scopeKey, order), this.#options)
  }

  /** Takes out the definitions of an option that were read before `order`. */
  withOption(scopeKey: string, lowerName: string, order: number): Removals {
    const key = optionKey(scopeKey, lowerName)
    return new Removals(this.#scopes, new Map(this.#options).set(key, order))
  }

  hidesStanza(scopeKey: string, order: number): boolean {
    return order < (this.#scopes.get(scopeKey) ?? 0)
  }

  hidesOption(scopeKey: string, lowerName: string, order: number): boolean {
    return order < (this.#options.get(optionKey(scopeKey, lowerName)) ?? 0)
  }
}

function optionKey(scopeKey: string, lowerName: string): string {
  return `${scopeKey}\n${lowerName}`
}
