import type { Scope } from '../../../../config/index.js'
import { definedOf, type Idle } from './idle.js'

/**
 * Options of listeners in a pathway group, which the product ignores by a known bug (language spec
 * 8).
 */
export function* pathwayGroups(root: Scope): IterableIterator<Idle> {
  const groups = root.scopesNamed('pathway_group')
  if (groups.length === 0) return
  const listeners = [...(rootType(root)?.values() ?? [])].filter(({ scopes }) =>
    scopes.has('listen'),
  )
  for (const group of groups) {
    const names = [...group.options.keys()].filter((name) =>
      listeners.some(({ options }) => options.has(name)),
    )
    for (const definition of definedOf(group, names)) {
      yield {
        definition,
        why: `in ${group.name}`,
        instead: 'Listeners ignore it there: set it in each Pathway of the group.',
      }
    }
  }
}

function rootType({ type }: Scope) {
  return type?.scopes
}
