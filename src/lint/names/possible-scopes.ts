import type { Document } from '../../../grammar/index.js'
import type { Registry, ScopeType } from '../../schema/types.js'
import { parentsOf } from './parents.js'

/**
 * The kinds of scope that have every name at the top level of a fragment, as far as any scope has
 * it. When there is none, the fragment is taken for a configuration's main file.
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
  // Global first: its name and its types are what messages speak of.
  return [...possible].sort((a, b) => Number(b === registry.global) - Number(a === registry.global))
}
