import type { ScopePath } from '../../config/index.js'
import { fallbackPaths } from '../../config/lookup/fallback.js'
import type { Registry } from '../../schema/types.js'
import type { OptionMeaning, OptionPlace } from './meanings.js'

/**
 * The scopes that supply a value that is not set (language spec 8), the most specific first; one
 * list for each existing order. Empty when no scope has fallback.
 */
export function fallbackOrders({ places }: OptionMeaning, known: Registry): string[][] {
  const chains = withListenersAsOne(places.map((place) => chainOf(place, known)))
  // The order for a nested scope includes that for the scope by itself.
  const longest = chains.filter(
    (chain, index) =>
      chain.length > 1 &&
      !chains.some((other, at) => at !== index && holds(other, chain, at < index)),
  )
  return longest
}

/** Whether a list includes another one in the same order; equal lists only with `orEqual`. */
function holds(list: readonly string[], part: readonly string[], orEqual: boolean): boolean {
  if (list.length < part.length || (list.length === part.length && !orEqual)) return false
  let found = 0
  for (const name of list) if (name === part[found]) found++
  return found === part.length
}

const LISTENER = /^\w+_Listener\b/

/** Names several listeners only `Listener`, because all have the same order. */
function withListenersAsOne(chains: readonly string[][]): string[][] {
  const names = new Set(chains.flat().flatMap((name) => LISTENER.exec(name) ?? []))
  if (names.size < 2) return [...chains]
  return chains.map((chain) => chain.map((name) => name.replace(LISTENER, 'Listener')))
}

const PATHWAY: ScopePath = [{ name: 'pathway_group' }, { name: 'pathway' }]

/** The names of the places in the fallback that have the option. */
function chainOf({ scope, type }: OptionPlace, known: Registry): string[] {
  const path = scope === known.global ? [] : scope.id.split('/').map((name) => ({ name }))
  const pathways = () => fallbackPaths('pathway', PATHWAY, () => []).slice(0, -1)
  return fallbackPaths(type.fallback, path, pathways)
    .map((steps) => displayed(steps, type.name, known))
    .filter((name) => name !== undefined)
}

/** `Binding > Domain`; undefined when no such place exists, or it lacks the option. */
function displayed(steps: ScopePath, option: string, known: Registry): string | undefined {
  let at = known.global
  const names: string[] = []
  for (const { name } of steps) {
    const next = at.scopes.get(name)
    if (next === undefined) return undefined
    names.push(next.display)
    at = next
  }
  if (!at.options.has(option)) return undefined
  return names.join(' > ') || at.display
}
