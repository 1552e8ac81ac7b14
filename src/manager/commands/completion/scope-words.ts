import { type Configuration, optionName, type ScopePath } from '../../../config/index.js'
import {
  ConsoleError,
  type Expected,
  type Resolved,
  resolveWords,
  type Word,
} from '../../../console/index.js'
import type { ScopeType } from '../../../schema/types.js'
import type { CurrentValue } from './current-value.js'
import { type Offer, offer, oneLine, placeholder } from './offer.js'
import { shortPlace } from './short-place.js'

export type Place = Pick<Resolved, 'path' | 'scope' | 'scopeType'>

/** The scope that words name; undefined when they name none. */
export function placeOf(view: Configuration, words: readonly Word[]): Place | undefined {
  return resolved(view, words, 'scope')
}

/** Whether words name what a command expects behind its name. */
export function isNamed(view: Configuration, words: readonly Word[], expected: Expected): boolean {
  return resolved(view, words, expected) !== undefined
}

/** What words name; undefined when it is not what is expected. */
export function resolved(
  view: Configuration,
  words: readonly Word[],
  expected: Expected,
): Resolved | undefined {
  try {
    return resolveWords(view, words, expected)
  } catch (error) {
    if (error instanceof ConsoleError) return undefined
    throw error
  }
}

/** The kinds of scope that may be in a scope, and those that are there. */
export function* scopesIn({ scope, scopeType }: Place): Generator<Offer> {
  for (const inner of scope?.scopes ?? []) yield scopeOffer(inner.name, inner.type)
  for (const type of scopeType?.scopes.values() ?? []) yield scopeOffer(type.display, type)
}

/** The options that may be in a scope, and those that are there; with what they are now. */
export function* optionsIn(place: Place, current: CurrentValue): Generator<Offer> {
  const { path, scope, scopeType } = place
  const types = scopeType?.options
  for (const type of types?.values() ?? []) yield optionOffer(path, type.display, current)
  for (const [lowerName, definitions] of scope?.options ?? []) {
    if (types?.has(lowerName)) continue
    const name = optionName(undefined, definitions.at(-1)?.name ?? lowerName)
    yield optionOffer(path, name, current)
  }
}

/**
 * The instances of the scope that the last word names.
 * @param mayBeNew whether a new instance may be named too
 */
export function* instancesAt(
  view: Configuration,
  words: readonly Word[],
  mayBeNew: boolean,
): Generator<Offer> {
  const last = words.at(-1)
  const outer = last && placeOf(view, words.slice(0, -1))
  if (last === undefined || outer === undefined) return
  const type = outer.scopeType?.scopes.get(last.value.toLowerCase())
  const known = outer.scope?.scopesNamed(last.value) ?? []
  for (const { instance, stanzas } of known) {
    if (instance === undefined) continue
    const [first] = stanzas
    const where = first && shortPlace(view, first)
    yield { word: instance, describe: () => ({ description: '', ...(where && { where }) }) }
  }
  if (mayBeNew && type !== undefined && type.instance !== 'anonymous') {
    yield placeholder('INSTANCE', `Another ${type.display}`)
  }
}

function optionOffer(path: ScopePath, name: string, current: CurrentValue): Offer {
  return { word: name, describe: () => current(path, name) }
}

export function scopeOffer(name: string, type: ScopeType | undefined): Offer {
  return offer(name, oneLine(type?.description ?? ''))
}
