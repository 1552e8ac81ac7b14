import type { PageModel } from '../model/model.js'
import type { Tree } from './tree.js'

/** The options that the changes speak of. */
export function changedOptions(tree: Tree, { changes }: PageModel): ReadonlySet<number> {
  if (changes === undefined) return new Set()
  const byScope = new Map<string, string[]>()
  for (const { scope, option, change } of changes.effects) {
    if (option === undefined || change === 'removed') continue
    byScope.set(scope, [...(byScope.get(scope) ?? []), option.toLowerCase()])
  }
  const found = new Set<number>()
  if (byScope.size === 0) return found
  for (let scope = 0; scope < tree.scopeCount; scope++) {
    for (const name of byScope.get(tree.path(scope)) ?? []) {
      const option = tree.optionAt(scope, name)
      if (option !== undefined) found.add(option)
    }
  }
  return found
}
