import type { Definition, Scope } from '../../../../config/index.js'

/** An effective definition that does nothing. */
export interface Idle {
  readonly definition: Definition
  /** The end of the sentence "Option X has no effect ...". */
  readonly why: string
  /** What to do, as a sentence. */
  readonly instead: string
}

/** The effective definitions of some options in a scope. @param names in lower case */
export function definedOf(scope: Scope, names: readonly string[]): Definition[] {
  return names.flatMap((name) => scope.options.get(name)?.at(-1) ?? [])
}
