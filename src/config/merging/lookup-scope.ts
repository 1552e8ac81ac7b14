import type { Scope } from '../model.js'

/** A scope of a merged configuration as look-ups walk it, however it was merged. */
export interface LookupScope extends Scope {
  readonly parent: LookupScope | undefined
  readonly scopes: readonly LookupScope[]
  child(name: string, instance?: string): LookupScope | undefined
  scopesNamed(name: string): readonly LookupScope[]
  /** The scopes inside that have this lower-case name; undefined when there are none. */
  group(lowerName: string): LookupGroup | undefined
}

/** The scopes of one name inside one scope. */
export interface LookupGroup {
  /** In the order of their first definition. */
  readonly scopes: readonly LookupScope[]
  get(instance: string | undefined): LookupScope | undefined
  /**
   * The scopes that speak about an instance, the most specific first: the one of that very name;
   * for a domain or host then the regular expressions that match it, in the order of declaration;
   * for the address of a peer the networks that hold it, the longest prefix first (language spec 8).
   */
  matching(instance: string | undefined): readonly LookupScope[]
  /**
   * The scopes of which nobody knows whether they speak about an instance: domains and hosts by a
   * regular expression that is not matched, and why.
   */
  unmatched(instance: string | undefined): readonly UnmatchedScope[]
}

/** A scope that look-ups leave out, and what its expression has that is not matched: `a recursion`. */
export interface UnmatchedScope {
  readonly scope: LookupScope
  readonly why: string
}
