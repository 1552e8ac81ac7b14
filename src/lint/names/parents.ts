import type { Registry, ScopeType } from '../../schema/types.js'

/** The kinds of scope that may contain a scope of this name. */
export function parentsOf(name: string, registry: Registry): ScopeType[] {
  return registry.scopesNamed(name).flatMap(({ id }) => {
    const slash = id.lastIndexOf('/')
    return slash === -1 ? [registry.global] : (typeWithId(id.slice(0, slash), registry) ?? [])
  })
}

function typeWithId(id: string, registry: Registry): ScopeType | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1)
  return registry.scopesNamed(name).find((type) => type.id === id)
}
