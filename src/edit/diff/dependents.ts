import type { Configuration, Scope, ScopePath } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'

/** An option in a scope. */
export interface OptionPlace {
  readonly path: ScopePath
  readonly option: string
}

/**
 * For each of some places, the scopes that do not set its option and get it from there (language
 * spec 8). Every scope that could have the option is evaluated once, however many places there are.
 */
export function dependents<Place extends OptionPlace>(
  configuration: Configuration,
  places: readonly Place[],
): Map<Place, ScopePath[]> {
  const found = new Map<Place, ScopePath[]>(places.map((place) => [place, []]))
  const byOption = new Map<string, Map<string, ScopePath[]>>()
  for (const [place, paths] of found) {
    const name = place.option.toLowerCase()
    const byScope = byOption.get(name) ?? new Map<string, ScopePath[]>()
    byOption.set(name, byScope.set(pathKey(place.path), paths))
  }
  for (const scope of eachScope(configuration.root)) {
    for (const [name, byScope] of byOption) {
      if (!scope.type?.options.has(name) || scope.options.has(name)) continue
      const source = configuration.eval(scope.path, name).scope
      if (source !== undefined) byScope.get(pathKey(source.path))?.push(scope.path)
    }
  }
  return found
}

function* eachScope(scope: Scope): Generator<Scope> {
  for (const inner of scope.scopes) {
    yield inner
    yield* eachScope(inner)
  }
}
