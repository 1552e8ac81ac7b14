import type { OptionFacts } from './option-facts.js'
import type { OptionType, ProductLines, ScopeType } from './types.js'
import type { ValueRule } from './value-rule.js'

/** The JSON form of a value of the configuration language. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A definition of an option, which the build takes from `schemas/`. Numbers are table indices. */
export interface OptionData {
  /** Absent when it equals the name. */
  readonly display?: string
  readonly value: number
  readonly lines: number
  readonly default?: string
  readonly restart?: boolean
  readonly secret?: boolean
  readonly aliasOf?: string
  readonly range?: OptionType['range']
  readonly usualRange?: OptionType['usualRange']
}

/** An option in a scope: its definition, and the differences in this scope. */
export type OptionEntry =
  | number
  | {
      readonly option: number
      readonly default?: string
      readonly lines?: number
      readonly fallback?: OptionType['fallback']
    }

export interface ScopeData {
  readonly display: string
  readonly instance: ScopeType['instance']
  /** Index of the value type of the instances; absent when any text is allowed. */
  readonly instanceValue?: number
  readonly module: boolean
  readonly optionsUnknown?: true
  readonly fallback: OptionType['fallback']
  readonly lines: number
  readonly options: readonly OptionEntry[]
  /** Definitions of options by the prefix of their names: `hook:` for `hook:NAME`. */
  readonly prefixes?: Readonly<Record<string, number>>
}

/** A secret option of the product, and the options with similar names that are no secrets. */
export interface SecretOption {
  readonly name: string
  readonly alike: readonly string[]
}

/** The tables that the build takes from `schemas/`; their rows refer to each other by index. */
export interface RegistryData {
  readonly values: readonly ValueRule[]
  readonly lines: readonly ProductLines[]
  /**
   * The names of the options, stored apart because they are searched more often than the options
   * are read.
   */
  readonly names: readonly string[]
  readonly options: readonly OptionData[]
  /** The names of the scopes; the first is Global. */
  readonly scopeNames: readonly string[]
  readonly scopes: readonly ScopeData[]
  /** For each scope, those that it may contain. */
  readonly innerScopes: readonly (readonly number[])[]
  /**
   * For each name of an option, the scopes that have such an option, in the order in which a walk
   * from Global level by level comes to the names. Prefixes of names are left out.
   */
  readonly scopesByOption: ReadonlyMap<string, readonly number[]>
  readonly secretOptions: readonly SecretOption[]
  /** Descriptions for people; null for none. */
  readonly optionDescriptions: readonly (string | null)[]
  readonly scopeDescriptions: readonly (string | null)[]
  /** The macros of a module's formats; empty for none. */
  readonly scopeMacros: readonly (readonly string[])[]
  readonly optionFacts: readonly OptionFacts[]
  /** Spellings in the documents that the product does not take, each with the name of its option. */
  readonly misspellings: readonly (readonly [string, string])[]
}

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue }
