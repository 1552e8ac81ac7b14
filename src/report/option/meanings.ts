import type { OptionType, Registry, ScopeType } from '../../schema/types.js'
import { expectedText } from './value.js'

/** An option in one of its scopes. */
export interface OptionPlace {
  readonly scope: ScopeType
  readonly type: OptionType
}

/** One meaning of an option's name, with all scopes in which it has this meaning. */
export interface OptionMeaning {
  readonly type: OptionType
  readonly places: readonly [OptionPlace, ...OptionPlace[]]
}

/** One meaning of a scope's name, with all places of such a scope. */
export interface ScopeMeaning {
  readonly places: readonly [ScopeType, ...ScopeType[]]
}

/** The meanings of an option's name, which may differ between scopes. */
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
 * A key equal for options that mean the same. Their defaults, versions and fallbacks may differ,
 * and are shown by scope.
 */
function sameness(option: OptionType): string {
  const { type, element, shape, words, unit, restart, secret, aliasOf, description } = option
  const value = [type, element, shape, words, unit, expectedText(option)]
  return JSON.stringify([value, restart, secret, aliasOf, description, option.facts])
}

/**
 * The meanings of a scope's name: places with the same options and inner scopes share a meaning.
 */
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
