import {
  type Configuration,
  locatePath,
  optionName,
  type Scope,
  type ScopePath,
  type ScopeStep,
} from '../config/index.js'
import type { OptionType, ScopeType } from '../schema/types.js'
import { ConsoleError, DoubtfulCommand, type Leeway } from './error.js'
import { hintFor, type Nameable } from './hint.js'
import { shownWord, shownWords, type Word } from './words.js'

/**
 * What the words of a command must name: a scope, an option in a scope, either, or an option
 * followed by a value.
 */
export type Expected = 'scope' | 'option' | 'either' | 'value'

/** What the words of a command name. */
export interface Resolved {
  /** The path with registered names and stored instances. */
  readonly path: ScopePath
  /** Undefined when the configuration has no such scope; implicit settings count. */
  readonly scope: Scope | undefined
  readonly scopeType: ScopeType | undefined
  /** Undefined when the words name a scope. */
  readonly option: { readonly name: string; readonly type: OptionType | undefined } | undefined
  /** The words after the option. */
  readonly value: readonly Word[]
}

/**
 * Reads words as a scope path: an anonymous scope takes one word, a named scope two, according to
 * the schema, or for unknown scopes to the configuration (runtime spec 3). If there are several
 * readings, the one deepest in scopes is taken. A last word that names an option means that option.
 * @param leeway with `any`, words before a value may name what nothing knows: of an unknown scope one
 *   word or two, and then an option
 * @throws ConsoleError with the console's own message
 */
export function resolveWords(
  configuration: Configuration,
  words: readonly Word[],
  expected: Expected,
  leeway: Leeway = 'known',
): Resolved {
  const resolver = new Resolver(words, expected, leeway)
  const { complete, registry } = configuration
  const resolved = resolver.read(0, { path: [], scope: complete, scopeType: registry.global })
  if (resolved === undefined) {
    const Failed = resolver.isDoubtful ? DoubtfulCommand : ConsoleError
    throw new Failed(resolver.failure, resolver.hint())
  }
  return resolved
}

type Place = Pick<Resolved, 'path' | 'scope' | 'scopeType'>

class Resolver {
  /** The error at the furthest word that was reached. */
  failure = ''
  /** What may have been meant there. */
  hint: () => string | undefined = () => undefined
  #failedAt = -1

  constructor(
    readonly words: readonly Word[],
    readonly expected: Expected,
    readonly leeway: Leeway,
  ) {}

  /** Whether the failure is about a name before a value that nothing knows. */
  isDoubtful = false

  read(at: number, place: Place): Resolved | undefined {
    const word = this.words[at]
    if (word === undefined) return this.#end(at, place)
    const last = at === this.words.length - 1
    const option = this.#optionAt(at, place)
    if (last && option !== undefined && this.expected !== 'scope') return option
    for (const { place: inner, words } of this.#scopesAt(at, place)) {
      const resolved = this.read(at + words, inner)
      if (resolved !== undefined) return resolved
    }
    if (option !== undefined && this.expected === 'value') return option
    const unknown = this.#unknownAt(at, place)
    if (unknown !== undefined && this.leeway === 'any') return unknown
    const shown = shownWord(this.words, at)
    this.#fail(
      at,
      `'${shown}' is not a valid ${this.#wanted(at)} name in scope '${scopeText(place)}'`,
      { isDoubtful: unknown !== undefined, hint: () => hintFor(shown, this.#nameable(at), place) },
    )
    return undefined
  }

  #end(at: number, place: Place): Resolved | undefined {
    if (this.expected === 'scope' || this.expected === 'either') {
      return { ...place, option: undefined, value: [] }
    }
    const before = shownWords(this.words).join(' ')
    this.#fail(at, `An option name is missing${before === '' ? '' : ` after '${before}'`}.`)
    return undefined
  }

  #optionAt(at: number, place: Place): Resolved | undefined {
    const word = this.words[at]
    if (word === undefined || !isName(word)) return undefined
    const name = word.value.toLowerCase()
    const type = place.scopeType?.options.get(name)
    const definition = place.scope?.options.get(name)?.at(-1)
    // No document lists the options of some modules: any may be set there.
    const mayBeNew = this.expected === 'value' && place.scopeType?.optionsUnknown === true
    if (type === undefined && definition === undefined && !mayBeNew) return undefined
    const option = { name: optionName(type, definition?.name ?? word.value), type }
    if (this.expected !== 'value') return { ...place, option, value: [] }
    const value = this.words.slice(this.words[at + 1]?.kind === 'equals' ? at + 2 : at + 1)
    if (value.length > 0) return { ...place, option, value }
    this.#fail(at, `A value is missing for option '${option.name}'.`)
    return undefined
  }

  /** The scopes that the next words may name, the most likely first. */
  #scopesAt(at: number, place: Place): { place: Place; words: number }[] {
    const word = this.words[at]
    if (word === undefined || !isName(word)) return []
    const scopeType = place.scopeType?.scopes.get(word.value.toLowerCase())
    const known = place.scope?.scopesNamed(word.value) ?? []
    const name = scopeType?.display ?? known[0]?.name
    if (name === undefined) return []
    const next = this.words[at + 1]
    const instance = next && isName(next) ? next.value : undefined
    const readings: { place: Place; words: number }[] = []
    const stored = instance === undefined ? undefined : storedInstance(known, name, instance)
    const mayBeNamed =
      scopeType === undefined ? stored !== undefined : scopeType.instance !== 'anonymous'
    if (instance !== undefined && (mayBeNamed || stored !== undefined)) {
      const step = { name, instance: stored?.instance ?? instance }
      readings.push({ place: enter(place, step, stored, scopeType), words: 2 })
    }
    const anonymous = known.find((scope) => scope.instance === undefined)
    const mayBeAnonymous =
      scopeType === undefined ? anonymous !== undefined : scopeType.instance !== 'named'
    if (mayBeAnonymous || anonymous !== undefined) {
      const reading = { place: enter(place, { name }, anonymous, scopeType), words: 1 }
      // A new instance is less likely to be meant than something inside the anonymous scope.
      if (stored === undefined) readings.unshift(reading)
      else readings.push(reading)
    }
    if (readings.length === 0) this.#fail(at, `Scope '${name}' needs an instance name.`)
    return readings
  }

  /** What an unknown word was probably meant to be. */
  #wanted(at: number): 'option' | 'scope' {
    const following = this.words.length - at - 1
    if (this.expected === 'option') return following === 0 ? 'option' : 'scope'
    if (this.expected !== 'value') return 'scope'
    return following <= 1 || this.words[at + 1]?.kind === 'equals' ? 'option' : 'scope'
  }

  /**
   * What words name that nothing knows: an option with the words behind `=`, with an array or a
   * dictionary, or with the last word, inside of no stanza, an anonymous one or a named one.
   */
  #unknownAt(at: number, place: Place): Resolved | undefined {
    if (this.expected !== 'value') return undefined
    const rest = this.words.slice(at)
    const equals = rest.findIndex(({ kind }) => kind === 'equals')
    const list = rest.findIndex(({ text }, index) => index > 0 && /^[([]/.test(text))
    const end = equals > 0 ? equals : list > 0 ? list : rest.length - 1
    const value = rest.slice(equals > 0 ? equals + 1 : end)
    const names = rest.slice(0, end)
    const option = names.at(-1)
    if (value.length === 0 || option === undefined || names.length > 3) return undefined
    if (!names.every(isName) || !/^[A-Za-z_][\w-]*$/.test(option.value)) return undefined
    const [scope, instance] = names.slice(0, -1)
    if (scope !== undefined && !/^[A-Za-z_][\w-]*$/.test(scope.value)) return undefined
    const step = scope && {
      name: place.scopeType?.scopes.get(scope.value.toLowerCase())?.display ?? scope.value,
      ...(instance !== undefined && { instance: instance.value }),
    }
    const inner =
      step === undefined
        ? place
        : { path: [...place.path, step], scope: undefined, scopeType: undefined }
    return { ...inner, option: { name: option.value, type: undefined }, value }
  }

  /** What the word could be by its place: a last word may name an option wherever one is expected. */
  #nameable(at: number): Nameable {
    const isLast = at === this.words.length - 1
    if (this.expected === 'scope') return 'scope'
    if (this.expected === 'either') return isLast ? 'either' : 'scope'
    return isLast ? 'option' : this.#wanted(at)
  }

  #fail(
    at: number,
    message: string,
    { isDoubtful = false, hint = (): string | undefined => undefined } = {},
  ): void {
    if (at <= this.#failedAt) return
    this.#failedAt = at
    this.failure = message
    this.isDoubtful = isDoubtful
    this.hint = hint
  }
}

function enter(
  { path }: Place,
  step: ScopeStep,
  scope: Scope | undefined,
  scopeType: ScopeType | undefined,
): Place {
  return { path: [...path, step], scope, scopeType }
}

/**
 * The stored scope for a typed instance: an exact match, or the only one that differs in case.
 * Names of bindings must match exactly (language spec 4).
 */
function storedInstance(
  scopes: readonly Scope[],
  name: string,
  instance: string,
): Scope | undefined {
  const exact = scopes[0]?.parent?.child(name, instance)
  if (exact !== undefined || /^binding(?:_group)?$/i.test(name)) return exact
  const wanted = instance.toLowerCase()
  const [only, ...others] = scopes.filter((scope) => scope.instance?.toLowerCase() === wanted)
  return others.length === 0 ? only : undefined
}

function isName({ kind }: Word): boolean {
  return kind === 'word' || kind === 'string' || kind === 'argument'
}

/** A scope in an error message: `Global`, or the path that `config locate` prints. */
function scopeText({ path }: Place): string {
  return locatePath(path) || 'Global'
}
