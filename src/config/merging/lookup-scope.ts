import type { Scope } from '../model.js'

/** A scope of a merged configuration as look-ups see it, whether merged or layered. */
export interface LookupScope extends Scope {
  readonly parent: LookupScope | undefined
  readonly scopes: readonly LookupScope[]
  child(name: string, instance?: string): LookupScope | undefined
  scopesNamed(name: string): readonly LookupScope[]
  /** The inner scopes of a name, which must be in lower case; undefined when there are none. */
  group(lowerName: string): LookupGroup | undefined
}

/** The scopes of one name inside one scope. */
export interface LookupGroup {
  /** In the order of their first definition. */
  readonly scopes: readonly LookupScope[]
  get(instance: string | undefined): LookupScope | undefined
  /**
   * The scopes that match an instance, the most specific first: the scope of that very name; for a
   * domain or host then the matching regular expressions in the order of declaration; for the
   * address of a peer the containing networks, the longest prefix first (language spec 8).
   */
  matching(instance: string | undefined): readonly LookupScope[]
  /**
   * The scopes that may or may not match an instance: domains and hosts whose regular expression is
   * not supported, with the reason.
   */
  unmatched(instance: string | undefined): readonly UnmatchedScope[]
}

/** A scope that look-ups skip, and the unsupported part of its expression: `a recursion`. */
export interface UnmatchedScope {
  readonly scope: LookupScope
  readonly why: string
}
