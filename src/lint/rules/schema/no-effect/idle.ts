import type { Definition, Scope } from '../../../../config/index.js'

/** A definition that counts and does nothing. */
export interface Idle {
  readonly definition: Definition
  /** The end of "Option X has no effect ...". */
  readonly why: string
  /** What to do, as a sentence. */
  readonly instead: string
}

/** The definitions that count of those of these options that a scope sets, by lower-case names. */
export function definedOf(scope: Scope, names: readonly string[]): Definition[] {
  return names.flatMap((name) => scope.options.get(name)?.at(-1) ?? [])
}
