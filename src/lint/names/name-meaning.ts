import type { Registry } from '../../schema/types.js'
import type { Surroundings } from './surroundings.js'

export type Kind = 'option' | 'scope'

/** What the name of a statement means at its place. */
export type NameMeaning =
  /** An option or a scope that belongs here, as far as can be told. */
  | 'here'
  /** A name that the product does not have, or an option with the name of a scope or vice versa. */
  | 'unknown'
  /** A name that the product has, but not at this place. */
  | 'elsewhere'

export function nameMeaning(kind: Kind, name: string, surroundings: Surroundings): NameMeaning {
  if (isHere(kind, name, surroundings)) return 'here'
  if (isHere(otherKind(kind), name, surroundings)) return 'unknown'
  if (!isAnywhere(kind, name, surroundings.registry)) return 'unknown'
  return surroundings.doubtful ? 'here' : 'elsewhere'
}

export function isHere(kind: Kind, name: string, surroundings: Surroundings): boolean {
  const types = kind === 'option' ? surroundings.optionTypes(name) : surroundings.scopeTypes(name)
  return types.length > 0
}

function isAnywhere(kind: Kind, name: string, registry: Registry): boolean {
  const types = kind === 'option' ? registry.scopesWithOption(name) : registry.scopesNamed(name)
  return types.length > 0
}

export function otherKind(kind: Kind): Kind {
  return kind === 'option' ? 'scope' : 'option'
}

/** The names that may stand here, in lower case. */
export function namesHere(kind: Kind, { types }: Surroundings): Set<string> {
  const maps: ReadonlyMap<string, unknown>[] =
    kind === 'option' ? types.map(({ options }) => options) : types.map(({ scopes }) => scopes)
  return new Set(maps.flatMap((map) => [...map.keys()]))
}

/**
 * The registered spelling of a name. Each kind of scope may spell an option differently; the
 * spelling in `surroundings` is preferred.
 */
export function display(
  kind: Kind,
  lowerName: string,
  registry: Registry,
  surroundings?: Surroundings,
): string {
  const [here] = (kind === 'option' && surroundings?.optionTypes(lowerName)) || []
  if (here?.name === lowerName) return here.display
  if (kind === 'scope') return registry.scopesNamed(lowerName)[0]?.display ?? lowerName
  const [scope] = registry.scopesWithOption(lowerName)
  return scope?.options.get(lowerName)?.display ?? lowerName
}
