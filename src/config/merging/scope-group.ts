import { type AddressMatcher, addressMatcher } from '../lookup/address-matcher.js'
import { compilePattern, type Matcher, matcherOf, Unmatchable } from '../pattern/pattern.js'
import { hasDomainInstances, instanceKey, isRegexInstance } from './identity.js'
import type { LookupGroup, LookupScope, UnmatchedScope } from './lookup-scope.js'

/** For how many domains the matching scopes are remembered. */
const MATCHES_LIMIT = 1000

/** The scopes of one name in one scope. */
export class ScopeGroup<S extends LookupScope> implements LookupGroup {
  /** The scopes, in the order of their first definition. */
  readonly scopes: S[] = []
  readonly #byKey = new Map<string | undefined, S>()
  #patterns: { readonly pattern: Matcher; readonly scope: S }[] | undefined
  #matches: Map<string, readonly S[]> | undefined
  #networks: AddressMatcher<S> | undefined

  /** @param name in lower case */
  constructor(readonly name: string) {}

  /** @param key from `instanceKey`; undefined for the anonymous scope */
  getByKey(key: string | undefined): S | undefined {
    return this.#byKey.get(key)
  }

  add(key: string | undefined, scope: S): void {
    this.#byKey.set(key, scope)
    this.scopes.push(scope)
  }

  get(instance: string | undefined): S | undefined {
    return this.getByKey(instance === undefined ? undefined : instanceKey(this.name, instance))
  }

  matching(instance: string | undefined): readonly S[] {
    const exact = this.get(instance)
    const others = instance === undefined ? [] : this.#others(instance)
    if (exact === undefined) return others
    return others.length === 0 ? [exact] : [exact, ...others.filter((scope) => scope !== exact)]
  }

  unmatched(instance: string | undefined): readonly UnmatchedScope[] {
    const isAsked = instance !== undefined && !isRegexInstance(instance)
    if (!isAsked || !hasDomainInstances(this.name)) return []
    return this.scopes.flatMap((scope) => {
      if (scope.instance === undefined || !isRegexInstance(scope.instance)) return []
      const compiled = compilePattern(scope.instance.slice(1, -1))
      return compiled instanceof Unmatchable ? [{ scope, why: compiled.message }] : []
    })
  }

  #others(instance: string): readonly S[] {
    if (hasDomainInstances(this.name)) return this.#byPattern(instance)
    if (this.name === 'peer') return this.#byNetwork(instance)
    return []
  }

  #byPattern(instance: string): readonly S[] {
    if (isRegexInstance(instance)) return []
    const domain = instance.toLowerCase()
    this.#matches ??= new Map()
    let matches = this.#matches.get(domain)
    if (matches === undefined) {
      if (this.#matches.size >= MATCHES_LIMIT) this.#matches.clear()
      matches = this.#regexes()
        .filter(({ pattern }) => pattern.test(domain) === true)
        .map(({ scope }) => scope)
      this.#matches.set(domain, matches)
    }
    return matches
  }

  #regexes(): readonly { readonly pattern: Matcher; readonly scope: S }[] {
    this.#patterns ??= this.scopes.flatMap((scope) => {
      if (scope.instance === undefined || !isRegexInstance(scope.instance)) return []
      const pattern = matcherOf(scope.instance.slice(1, -1))
      return pattern === undefined ? [] : [{ pattern, scope }]
    })
    return this.#patterns
  }

  #byNetwork(instance: string): readonly S[] {
    this.#networks ??= addressMatcher(
      this.scopes.map((scope) => [scope.instance ?? '', scope] as const),
    )
    return this.#networks(instance)
  }
}
