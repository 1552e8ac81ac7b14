import type { Document } from '../../../grammar/index.js'
import type { Registry, ScopeType } from '../../schema/types.js'
import { parentsOf } from './parents.js'

/**
 * The kinds of scope that allow every known name at the top level of a fragment. When no kind does,
 * the fragment counts as the main file of a configuration.
 */
export function possibleScopes(document: Document, registry: Registry): readonly ScopeType[] {
  let possible: ReadonlySet<ScopeType> | undefined
  for (const item of document.root.eachItem()) {
    if ((item.type !== 'option' && item.type !== 'scope') || item.broken) continue
    const places =
      item.type === 'option' ? registry.scopesWithOption(item.name) : parentsOf(item.name, registry)
    if (places.length === 0) continue
    const known: ReadonlySet<ScopeType> | undefined = possible
    possible = new Set(known === undefined ? places : places.filter((type) => known.has(type)))
  }
  if (possible === undefined || possible.size === 0) return [registry.global]
  // Global comes first, because messages use the first kind's name and types.
  return [...possible].sort((a, b) => Number(b === registry.global) - Number(a === registry.global))
}
