import type { Definition, Scope } from '../../config/index.js'
import { BROKEN, NodeKind, ScopeView } from '../../syntax/index.js'

/** An option of a scope with several definitions, in the order of reading. */
export interface RedefinedOption {
  readonly scope: Scope
  readonly definitions: readonly Definition[]
}

/**
 * All options of a scope and its inner scopes with several definitions. A scope in a single stanza,
 * in which no inner scope stands twice, is skipped, because most are, and merging them would take
 * longer than all else.
 */
export function* eachRedefinedOption(scope: Scope): IterableIterator<RedefinedOption> {
  if (isOfOneStanza(scope)) return
  for (const definitions of scope.options.values()) {
    if (definitions.length > 1) yield { scope, definitions }
  }
  for (const child of scope.scopes) yield* eachRedefinedOption(child)
}

/**
 * Whether a scope is written in a single stanza, without includes inside, and so is each of its
 * inner scopes.
 */
function isOfOneStanza({ stanzas }: Scope): boolean {
  const [only, ...others] = stanzas
  if (only === undefined || others.length > 0) return false
  const { tree, index } = only.node
  const limit = tree.next[index] as number
  /** The heads of the scopes inside, with the node of the stanza around each. */
  const heads = new Set<string>()
  const around: number[] = []
  for (let node = index + 1; node < limit; node++) {
    const kind = (tree.kind[node] as number) & ~BROKEN
    if (kind === NodeKind.Include) return false
    if (kind !== NodeKind.Scope) continue
    while (around.length > 0 && (tree.next[around.at(-1) as number] as number) <= node) around.pop()
    const { name, instance } = new ScopeView(tree, node)
    const head = `${around.at(-1) ?? index} ${name} ${instance?.value ?? ''}`.toLowerCase()
    if (heads.has(head)) return false
    heads.add(head)
    around.push(node)
  }
  return true
}
