import type { Definition, Scope } from '../../config/index.js'
import { BROKEN, NodeKind } from '../../syntax/index.js'

/** An option of a scope with several definitions, in the order of reading. */
export interface RedefinedOption {
  readonly scope: Scope
  readonly definitions: readonly Definition[]
}

/**
 * All options of a scope and its inner scopes with several definitions. A scope in a single stanza
 * is skipped, because most are, and merging them would take longer than all else.
 */
export function* eachRedefinedOption(scope: Scope): IterableIterator<RedefinedOption> {
  if (isOfOneStanza(scope)) return
  for (const definitions of scope.options.values()) {
    if (definitions.length > 1) yield { scope, definitions }
  }
  for (const child of scope.scopes) yield* eachRedefinedOption(child)
}

/** Whether a scope is written in a single stanza, without includes inside. */
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
