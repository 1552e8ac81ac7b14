import type { Definition, Scope } from '../config/index.js'

/** An option of a scope with more than one definition, in the order of reading. */
export interface RedefinedOption {
  readonly scope: Scope
  readonly definitions: readonly Definition[]
}

/** Every option of a scope, and of the scopes inside it, that is defined more than once. */
export function* eachRedefinedOption(scope: Scope): IterableIterator<RedefinedOption> {
  for (const definitions of scope.options.values()) {
    if (definitions.length > 1) yield { scope, definitions }
  }
  for (const child of scope.scopes) yield* eachRedefinedOption(child)
}
