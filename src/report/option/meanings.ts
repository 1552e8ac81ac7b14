import type { OptionType, Registry, ScopeType } from '../../schema/types.js'
import { expectedText } from './value.js'

/** An option in one of the scopes that have it. */
export interface OptionPlace {
  readonly scope: ScopeType
  readonly type: OptionType
}

/** One of the things that an option's name means, with all scopes in which it means it. */
export interface OptionMeaning {
  readonly type: OptionType
  readonly places: readonly [OptionPlace, ...OptionPlace[]]
}

/** One of the things that a scope's name means, with all places where such a scope may stand. */
export interface ScopeMeaning {
  readonly places: readonly [ScopeType, ...ScopeType[]]
}

/** The definitions that a name has: one name can mean different things in different scopes. */
export function optionMeanings(known: Registry, name: string): OptionMeaning[] {
  const lowerName = name.toLowerCase()
  const meanings = new Map<string, { type: OptionType; places: [OptionPlace, ...OptionPlace[]] }>()
  for (const scope of known.scopesWithOption(lowerName)) {
    const type = scope.options.get(lowerName)
    if (type === undefined) continue
    const key = sameness(type)
    const meaning = meanings.get(key)
    if (meaning === undefined) meanings.set(key, { type, places: [{ scope, type }] })
    else meaning.places.push({ scope, type })
  }
  return [...meanings.values()]
}

/**
 * What makes two options the same thing. Their defaults, versions and fallbacks may differ: these
 * are told by scope.
 */
function sameness(option: OptionType): string {
  const { type, element, shape, words, unit, nonDynamic, secret, aliasOf, description } = option
  const value = [type, element, shape, words, unit, expectedText(option)]
  return JSON.stringify([value, nonDynamic, secret, aliasOf, description, option.facts])
}

/** A scope is the same in all places where it has the same options and the same scopes in it. */
export function scopeMeanings(known: Registry, name: string): ScopeMeaning[] {
  const { global } = known
  if (name.toLowerCase() === global.name) return [{ places: [global] }]
  const meanings = new Map<ScopeType['options'], [ScopeType, ...ScopeType[]]>()
  for (const scope of known.scopesNamed(name)) {
    const same = meanings.get(scope.options)
    if (same === undefined) meanings.set(scope.options, [scope])
    else same.push(scope)
  }
  return [...meanings.values()].map((places) => ({ places }))
}
