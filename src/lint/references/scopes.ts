import type { Definition, Scope } from '../../config/index.js'
import { BROKEN, NodeKind } from '../../syntax/index.js'

/** An option of a scope with definitions in several texts, in the order of reading. */
export interface RedefinedOption {
  readonly scope: Scope
  readonly definitions: readonly Definition[]
}

/**
 * Every option of a scope, and of the scopes inside it, that is defined more than once, unless all of
 * the scope stands in one stanza: most do, and to merge them takes longer than all else.
 */
export function* eachRedefinedOption(scope: Scope): IterableIterator<RedefinedOption> {
  if (isOfOneStanza(scope)) return
  for (const definitions of scope.options.values()) {
    if (definitions.length > 1) yield { scope, definitions }
  }
  for (const child of scope.scopes) yield* eachRedefinedOption(child)
}

/** Whether nothing outside of one stanza, and no other text, says anything about a scope. */
function isOfOneStanza({ stanzas }: Scope): boolean {
  const [only, ...others] = stanzas
  if (only === undefined || others.length > 0) return false
  const { tree, index } = only.node
  const limit = tree.next[index] as number
  for (let node = index + 1; node < limit; node++) {
    if (((tree.kind[node] as number) & ~BROKEN) === NodeKind.Include) return false
  }
  return true
}
