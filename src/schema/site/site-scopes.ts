import type { Registry, ScopeType } from '../types.js'
import { additionsOf } from './additions.js'
import { ExtendedScope, isEmpty, type ScopeAdditions } from './extended-scope.js'
import type { SiteSchema } from './site-schema.js'
import type { SiteValidators } from './site-validators.js'

/**
 * The registry with what a site's schemas describe: the scopes that they declare, properties with
 * `"x-ecconf": { "instance": ... }`, at top level and nested, and the options of scopes that the
 * product has. Of the values of all these the schema knows the types, and of the product's own
 * options what else it asks of their values.
 * @param validators what checks values by the schemas
 */
export function withSiteScopes(
  known: Registry,
  schemas: readonly SiteSchema[],
  validators: SiteValidators,
): Registry {
  const all = additionsOf(known.global, schemas, validators)
  return isEmpty(all) ? known : new SiteRegistry(known, all)
}

/** The registry of the product, with a site's additions. */
class SiteRegistry implements Registry {
  readonly global: ExtendedScope
  /** The scopes that only the site has, at all their places. */
  private readonly added: readonly ScopeType[]

  constructor(
    private readonly known: Registry,
    additions: ScopeAdditions,
  ) {
    this.global = new ExtendedScope(known.global, additions)
    this.added = addedScopes(additions)
  }

  scopesNamed(name: string): readonly ScopeType[] {
    const lower = name.toLowerCase()
    const added = this.added.filter((scope) => scope.name === lower)
    return [...this.known.scopesNamed(name).map((scope) => this.now(scope)), ...added]
  }

  scopesWithOption(name: string): readonly ScopeType[] {
    const lower = name.toLowerCase()
    const known = this.known.scopesWithOption(name).map((scope) => this.now(scope))
    const others = [...this.global.standsFor.values(), ...this.added]
    const added = others.filter((scope) => scope.options.has(lower) && !known.includes(scope))
    return [...known, ...added]
  }

  optionNames(): Iterable<string> {
    const scopes = [...this.global.standsFor.values(), ...this.added]
    return new Set([
      ...this.known.optionNames(),
      ...scopes.flatMap(({ options }) => [...options.keys()]),
    ])
  }

  scopeNames(): Iterable<string> {
    return new Set([...this.known.scopeNames(), ...this.added.map(({ name }) => name)])
  }

  private now(scope: ScopeType): ScopeType {
    return this.global.standsFor.get(scope) ?? scope
  }
}

function addedScopes({ scopes, inner }: ScopeAdditions): ScopeType[] {
  const all = [...scopes.values()]
  for (const scope of all) all.push(...scope.scopes.values())
  return [...all, ...[...inner.values()].flatMap(addedScopes)]
}
