import {
  type Configuration,
  contentsOf,
  type Definition,
  type OptionValue,
  optionOf,
  type Scope,
  type ScopePath,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import type { OptionType } from '../../schema/types.js'
import { movesBetween, orderedScopes } from './order.js'
import { sameValue } from './same-value.js'

/** A difference between two configurations, in effect or in spelling only. */
export type Difference = OptionDifference | ScopeDifference | OrderDifference

/** An option that only one side sets in a scope, or that both sides write differently. */
export interface OptionDifference {
  readonly kind: 'option'
  /** `spelling`: both values mean the same. */
  readonly change: 'added' | 'removed' | 'changed' | 'spelling'
  readonly path: ScopePath
  /** The registered spelling. */
  readonly option: string
  readonly type: OptionType | undefined
  /** The effective definitions. */
  readonly before: Definition | undefined
  readonly after: Definition | undefined
}

/** An empty scope that only one side has, for example a module without options. */
export interface ScopeDifference {
  readonly kind: 'scope'
  readonly change: 'added' | 'removed'
  readonly path: ScopePath
  readonly scope: Scope
}

/** A scope at another place among those whose order counts. */
export interface OrderDifference {
  readonly kind: 'order'
  readonly change: 'changed'
  readonly path: ScopePath
  /** The scope that it now precedes; undefined when it is the last one. */
  readonly next: ScopePath | undefined
}

/**
 * The differences between two configurations, by scope path: in each scope first the options in the
 * order of the console, then the inner scopes. Fallback is ignored: a value differs only where it
 * is set.
 */
export function differences(before: Configuration, after: Configuration): Difference[] {
  return [...inScopes(before.root, after.root)]
}

/** An option in a scope, or a whole scope with all that is in it. */
export interface DifferencePlace {
  readonly path: ScopePath
  /** Absent for the scope. */
  readonly option?: string
}

/**
 * As `differences`, of some places alone: what is known to be the same elsewhere is not looked at.
 * Places that stand in one another are said twice.
 */
export function differencesAt(
  before: Configuration,
  after: Configuration,
  places: Iterable<DifferencePlace>,
): Difference[] {
  const found: Difference[] = []
  for (const { path, option } of places) {
    const [was, is] = [before.scope(path), after.scope(path)]
    if (option === undefined) {
      if (was !== undefined || is !== undefined) found.push(...ofScope(was, is))
      continue
    }
    const [old, now] = [was, is].map((scope) => scope && optionOf(scope, option))
    const difference = old || now ? inOption((is ?? was)?.path ?? path, old, now) : undefined
    if (difference !== undefined) found.push(difference)
  }
  return found
}

/** Whether a difference is in effect, not only in spelling. */
export function isEffective({ change }: Difference): boolean {
  return change !== 'spelling'
}

function* inScopes(before: Scope | undefined, after: Scope | undefined): Generator<Difference> {
  const path = (after ?? before)?.path ?? []
  const [old, now] = [before, after].map((scope) => scope && contentsOf(scope))
  for (const [was, is] of pairs(old?.options ?? [], now?.options ?? [], optionKey)) {
    const difference = inOption(path, was, is)
    if (difference !== undefined) yield difference
  }
  for (const [kind, scopes] of orderedScopes(after)) {
    for (const { scope, next } of movesBetween(orderedScopes(before).get(kind) ?? [], scopes)) {
      yield { kind: 'order', change: 'changed', path: scope.path, next: next?.path }
    }
  }
  for (const [was, is] of pairs(old?.scopes ?? [], now?.scopes ?? [], scopeKey)) {
    yield* ofScope(was, is)
  }
}

function* ofScope(was: Scope | undefined, is: Scope | undefined): Generator<Difference> {
  const alone = was === undefined ? is : is === undefined ? was : undefined
  if (alone !== undefined && isEmpty(alone)) {
    const change = was === undefined ? 'added' : 'removed'
    yield { kind: 'scope', change, path: alone.path, scope: alone }
  } else yield* inScopes(was, is)
}

function inOption(
  path: ScopePath,
  was: OptionValue | undefined,
  is: OptionValue | undefined,
): OptionDifference | undefined {
  const { name, type } = (is ?? was) as OptionValue
  const [before, after] = [was?.definition, is?.definition]
  const difference = { kind: 'option', path, option: name, type, before, after } as const
  if (before === undefined) return { ...difference, change: 'added' }
  if (after === undefined) return { ...difference, change: 'removed' }
  if (before.value.text === after.value.text && before.name === after.name) return undefined
  const isSame = sameValue(type, before.value, after.value)
  return { ...difference, change: isSame ? 'spelling' : 'changed' }
}

function isEmpty({ options, scopes }: Scope): boolean {
  return options.size === 0 && scopes.length === 0
}

function optionKey({ definition }: OptionValue): string {
  return definition.name.toLowerCase()
}

function scopeKey({ path }: Scope): string {
  return pathKey(path.slice(-1))
}

/** Pairs of equal keys in the order of `before`, then the rest of `after`. */
function* pairs<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (each: T) => string,
): Generator<[T | undefined, T | undefined]> {
  const now = new Map(after.map((each) => [keyOf(each), each]))
  const known = new Set<string>()
  for (const each of before) {
    known.add(keyOf(each))
    yield [each, now.get(keyOf(each))]
  }
  for (const [key, each] of now) {
    if (!known.has(key)) yield [undefined, each]
  }
}
