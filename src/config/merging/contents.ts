import type { OptionType, ScopeType } from '../../schema/types.js'
import { optionName } from '../lookup/option-name.js'
import type { Definition, Scope } from '../model.js'

/** An option of a scope with its effective definition. */
export interface OptionValue {
  /** The registered spelling, or the written one for an option that is unknown there. */
  readonly name: string
  readonly type: OptionType | undefined
  readonly definition: Definition
}

/** The contents of a scope, in the order in which the console prints them (runtime spec 3.1). */
export interface ScopeContents {
  /** The inner scopes, in the order of their first definition. */
  readonly scopes: readonly Scope[]
  /** The options in registry order, then unknown ones as written (F11). */
  readonly options: readonly OptionValue[]
}

export function contentsOf(scope: Scope): ScopeContents {
  const rank = ranks(scope.type)
  const options = [...scope.options]
    .map(([lowerName, definitions]) => optionValue(scope, lowerName, definitions))
    .sort(
      (a, b) =>
        (rank.get(a.type?.name ?? '') ?? rank.size) - (rank.get(b.type?.name ?? '') ?? rank.size),
    )
  return { scopes: scope.scopes, options }
}

/** One option of a scope; undefined when the scope does not set it. */
export function optionOf(scope: Scope, name: string): OptionValue | undefined {
  const lowerName = name.toLowerCase()
  const definitions = scope.options.get(lowerName)
  return definitions === undefined ? undefined : optionValue(scope, lowerName, definitions)
}

function optionValue(
  scope: Scope,
  lowerName: string,
  definitions: readonly Definition[],
): OptionValue {
  const type = scope.type?.options.get(lowerName)
  const definition = definitions.at(-1) as Definition
  return { name: optionName(type, definition.name), type, definition }
}

const ranksByType = new WeakMap<ScopeType, ReadonlyMap<string, number>>()

/** The rank of each option of a kind of scope in registry order, by lower-case name. */
function ranks(type: ScopeType | undefined): ReadonlyMap<string, number> {
  if (type === undefined) return new Map()
  let ranks = ranksByType.get(type)
  if (ranks === undefined) {
    ranks = new Map([...type.options.keys()].map((name, index) => [name, index]))
    ranksByType.set(type, ranks)
  }
  return ranks
}
