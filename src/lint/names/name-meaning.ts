import type { Registry } from '../../schema/types.js'
import type { Surroundings } from './surroundings.js'

export type Kind = 'option' | 'scope'

/** What the name of a statement says, where it stands. */
export type NameMeaning =
  /** One of the options, or of the scopes, that belong here, as far as anybody can tell. */
  | 'here'
  /** Nothing that the product has anywhere; or it is written as an option but is a scope. */
  | 'unknown'
  /** The product has it, but not here. */
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
 * The registered spelling of a name that the product has somewhere. An option may be spelled in
 * another way in each kind of scope; that of `surroundings`, if it has the name, is asked first.
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
