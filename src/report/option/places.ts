import type { Registry, ScopeType } from '../../schema/types.js'

/** The scopes from the outermost to this one; empty for Global. */
function pathTo(scope: ScopeType, known: Registry): ScopeType[] {
  const path: ScopeType[] = []
  if (scope === known.global) return path
  let at = known.global
  for (const name of scope.id.split('/')) {
    const next = at.scopes.get(name)
    if (next === undefined) break
    path.push(next)
    at = next
  }
  return path
}

/** `Binding > Domain`; `Global` for the global scope. */
export function placeName(scope: ScopeType, known: Registry): string {
  const names = pathTo(scope, known).map(({ display }) => display)
  return names.length === 0 ? known.global.display : names.join(' > ')
}

/** The name of the scope around a scope: `Binding`, `Global`. */
export function parentName(scope: ScopeType, known: Registry): string {
  const parents = pathTo(scope, known).slice(0, -1)
  const parent = parents.at(-1)
  return parent === undefined ? known.global.display : placeName(parent, known)
}

/**
 * The names of scopes. A scope with several places is named once; its places are named if not all
 * of them are meant, or if it belongs to a module.
 */
export function scopeNames(scopes: readonly ScopeType[], known: Registry): string[] {
  const byName = new Map<string, ScopeType[]>()
  for (const scope of scopes) {
    byName.set(scope.name, [...(byName.get(scope.name) ?? []), scope])
  }
  return [...byName.values()].flatMap((same) => {
    const [first] = same as [ScopeType]
    const isAll = first === known.global || same.length === known.scopesNamed(first.name).length
    return isAll && !first.module
      ? [first.display]
      : same.map((scope) => nameWithParent(scope, known))
  })
}

function nameWithParent(scope: ScopeType, known: Registry): string {
  const parent = parentName(scope, known)
  return parent === known.global.display ? scope.display : `${scope.display} in ${parent}`
}

/**
 * A text that differs between scopes: first the one for most scopes, then the others with the names
 * of their scopes. `60; in custom_bounce_logger: none`.
 */
export function textByScope<T extends { readonly scope: ScopeType }>(
  places: readonly T[],
  textOf: (place: T) => string,
  known: Registry,
): string {
  const groups = new Map<string, ScopeType[]>()
  for (const place of places) {
    const text = textOf(place)
    groups.set(text, [...(groups.get(text) ?? []), place.scope])
  }
  const [most, ...others] = [...groups].sort((a, b) => b[1].length - a[1].length)
  const rest = others.map(([text, scopes]) => `in ${scopeNames(scopes, known).join(', ')}: ${text}`)
  return [most?.[0] ?? '', ...rest].join('; ')
}
