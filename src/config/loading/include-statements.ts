import type { Document } from '../../../grammar/index.js'
import { BROKEN, IncludeView, NodeKind, ScopeView } from '../../syntax/index.js'
import type { ScopeStep } from '../merging/change.js'

export interface IncludeStatement {
  readonly view: IncludeView
  /** The stanzas around the statement within its text, outermost first. */
  readonly within: readonly ScopeStep[]
}

/** All include statements of a text with an operand, in order, at any depth. */
export function includeStatements({ tree }: Document): IncludeStatement[] {
  const statements: IncludeStatement[] = []
  const enclosing: ScopeView[] = []
  for (let node = 1; node < tree.count; node++) {
    const kind = (tree.kind[node] as number) & ~BROKEN
    if (kind !== NodeKind.Scope && kind !== NodeKind.Include) continue
    while (enclosing.length > 0 && node >= (tree.next[enclosing.at(-1)?.index ?? 0] as number)) {
      enclosing.pop()
    }
    if (kind === NodeKind.Scope) {
      enclosing.push(new ScopeView(tree, node))
      continue
    }
    const view = new IncludeView(tree, node)
    if (view.target !== undefined) statements.push({ view, within: enclosing.map(stepOf) })
  }
  return statements
}

function stepOf(scope: ScopeView): ScopeStep {
  const instance = scope.instance?.value
  return instance === undefined ? { name: scope.name } : { name: scope.name, instance }
}
