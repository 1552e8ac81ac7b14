import { type AddressMatcher, addressMatcher } from '../lookup/address.js'
import { compilePattern, type Matcher, matcherOf, Unmatchable } from '../pattern/pattern.js'
import { hasDomainInstances, instanceKey, isRegexInstance } from './identity.js'
import type { MergedScope } from './merged-scope.js'

/** How many domains are remembered with what matches them. */
const MATCHES_LIMIT = 1000

/** A scope that look-ups leave out, and what its expression has that is not matched: `a recursion`. */
export interface UnmatchedScope {
  readonly scope: MergedScope
  readonly why: string
}

/** The scopes of one name inside one scope. */
export class ScopeGroup {
  /** In the order of their first definition. */
  readonly scopes: MergedScope[] = []
  readonly #byKey = new Map<string | undefined, MergedScope>()
  #patterns: { readonly pattern: Matcher; readonly scope: MergedScope }[] | undefined
  #matches: Map<string, readonly MergedScope[]> | undefined
  #networks: AddressMatcher<MergedScope> | undefined

  /** @param name in lower case */
  constructor(readonly name: string) {}

  /** @param key the instance's key, undefined for the anonymous scope */
  getByKey(key: string | undefined): MergedScope | undefined {
    return this.#byKey.get(key)
  }

  add(key: string | undefined, scope: MergedScope): void {
    this.#byKey.set(key, scope)
    this.scopes.push(scope)
  }

  get(instance: string | undefined): MergedScope | undefined {
    return this.getByKey(instance === undefined ? undefined : instanceKey(this.name, instance))
  }

  /**
   * The scopes that speak about an instance, the most specific first: the one of that very name;
   * for a domain or host then the regular expressions that match it, in the order of declaration;
   * for the address of a peer the networks that hold it, the longest prefix first (language spec 8).
   */
  matching(instance: string | undefined): readonly MergedScope[] {
    const exact = this.get(instance)
    const others = instance === undefined ? [] : this.#others(instance)
    if (exact === undefined) return others
    return others.length === 0 ? [exact] : [exact, ...others.filter((scope) => scope !== exact)]
  }

  /**
   * The scopes of which nobody knows whether they speak about an instance: domains and hosts by a
   * regular expression that is not matched, and why.
   */
  unmatched(instance: string | undefined): readonly UnmatchedScope[] {
    const isAsked = instance !== undefined && !isRegexInstance(instance)
    if (!isAsked || !hasDomainInstances(this.name)) return []
    return this.scopes.flatMap((scope) => {
      if (scope.instance === undefined || !isRegexInstance(scope.instance)) return []
      const compiled = compilePattern(scope.instance.slice(1, -1))
      return compiled instanceof Unmatchable ? [{ scope, why: compiled.message }] : []
    })
  }

  #others(instance: string): readonly MergedScope[] {
    if (hasDomainInstances(this.name)) return this.#byPattern(instance)
    if (this.name === 'peer') return this.#byNetwork(instance)
    return []
  }

  #byPattern(instance: string): readonly MergedScope[] {
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

  #regexes(): readonly { readonly pattern: Matcher; readonly scope: MergedScope }[] {
    this.#patterns ??= this.scopes.flatMap((scope) => {
      if (scope.instance === undefined || !isRegexInstance(scope.instance)) return []
      const pattern = matcherOf(scope.instance.slice(1, -1))
      return pattern === undefined ? [] : [{ pattern, scope }]
    })
    return this.#patterns
  }

  #byNetwork(instance: string): readonly MergedScope[] {
    this.#networks ??= addressMatcher(
      this.scopes.map((scope) => [scope.instance ?? '', scope] as const),
    )
    return this.#networks(instance)
  }
}
