import {
  type Configuration,
  displayScope,
  type FallbackStep,
  type Scope,
  type ScopeStep,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import { FALLBACKS } from '../model/model.js'
import type { OptionLists } from './option-lists.js'
import type { Texts } from './texts.js'

/** Where the values of options are searched for, as columns of a page. */
export interface Searches {
  readonly searches: readonly (readonly number[])[]
  readonly searched: readonly (readonly number[])[]
}

/** @param scopes of the configuration with the product's own settings */
export function searchesOf(
  configuration: Configuration,
  scopes: readonly Scope[],
  { lists, texts }: { readonly lists: OptionLists; readonly texts: Texts },
): Searches {
  const keys = new Map<Scope, string>()
  const keyOf = (scope: Scope): string => {
    const known = keys.get(scope)
    if (known !== undefined) return known
    const { parent, path } = scope
    const key = parent === undefined ? '' : keyOf(parent) + pathKey(path.slice(-1))
    keys.set(scope, key)
    return key
  }
  const indices = new Map(scopes.map((scope, index) => [keyOf(scope), index]))
  const known = new Map<string, number>()
  const searched: number[][] = []
  const listed = (steps: readonly FallbackStep[], own: number): number => {
    const list = steps.flatMap(({ path, scopes: found }, at) => {
      const known = found.flatMap(({ scope }) => indices.get(keyOf(scope)) ?? [])
      const there = [...new Set(known)].filter((index) => at > 0 || index !== own)
      if (there.length > 0) return [there.length, ...there]
      return at === 0 ? [] : [1, -1 - texts.of(displayScope(path))]
    })
    const key = list.join(' ')
    const index = known.get(key) ?? searched.push(list) - 1
    known.set(key, index)
    return index
  }
  const searches = scopes.map((scope, own) => {
    if (scope.type === undefined) return []
    return [...lists.of(scope.type).searches].flatMap(([kind, { name }]) => {
      if (kind <= ENCLOSING && !scope.path.some(hasPatterns)) return []
      return [kind, listed(configuration.searched(scope.path, name), own)]
    })
  })
  return { searches, searched }
}

const ENCLOSING = FALLBACKS.indexOf('enclosing')

/** Whether other scopes may match an instance: regular expressions a domain, networks an address. */
function hasPatterns({ name, instance }: ScopeStep): boolean {
  return instance !== undefined && /^(?:domain|host|peer)$/i.test(name)
}
