import { closest, didYouMean } from '../schema/suggest/closest.js'
import type { OptionType, ScopeType } from '../schema/types.js'

/** What a word of a command could have named. */
export type Nameable = 'option' | 'scope' | 'either'

/** Where names are looked for. */
interface Names {
  readonly scopeType: ScopeType | undefined
  readonly scope: { readonly options: ReadonlyMap<string, readonly { name: string }[]> } | undefined
}

/**
 * What may have been meant by a word that names nothing in a scope, as a sentence; undefined when
 * nothing is close.
 * @param shown the word as messages show it, without secrets
 */
export function hintFor(shown: string, wanted: Nameable, names: Names): string | undefined {
  const [, typed = '', value] = /^([^=]+)=(.*)$/s.exec(shown) ?? [undefined, shown]
  const options = wanted === 'scope' ? [] : optionNames(names)
  const scopes = wanted === 'option' ? [] : scopeNames(names)
  const exact = options.find((name) => name.toLowerCase() === typed.toLowerCase())
  const meant = exact ?? closest(typed, [...options, ...scopes])?.name
  if (meant === undefined) return undefined
  if (value === undefined || !options.includes(meant)) return didYouMean(meant)
  const isSecret = names.scopeType?.options.get(meant.toLowerCase())?.secret === true
  return `A name and its value are two words: ${meant} ${isSecret ? 'VALUE' : value || 'VALUE'}`
}

function optionNames({ scopeType, scope }: Names): string[] {
  const known: readonly OptionType[] = [...(scopeType?.options.values() ?? [])]
  const set = [...(scope?.options.values() ?? [])].flatMap(([first]) => first?.name ?? [])
  return [...new Set([...known.map(({ display }) => display), ...set])]
}

function scopeNames({ scopeType }: Names): string[] {
  return [...(scopeType?.scopes.values() ?? [])].map(({ display }) => display)
}
