import type { OptionFacts } from './option-facts.js'
import type { OptionType, ProductLines, ScopeType } from './types.js'
import type { ValueRule } from './value-rule.js'

/** The JSON that a value of the configuration language is told as. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** A definition of an option, as the build takes it from `schemas/`. Numbers are indices. */
export interface OptionData {
  /** Absent when it is the name itself. */
  readonly display?: string
  readonly value: number
  readonly lines: number
  readonly default?: string
  readonly nonDynamic?: boolean
  readonly secret?: boolean
  readonly aliasOf?: string
  readonly usualRange?: OptionType['usualRange']
}

/** An option in a scope: its definition, and what differs in this scope. */
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
  /** What its instances are named after, where that is more than any text. */
  readonly instanceValue?: number
  readonly module: boolean
  readonly fallback: OptionType['fallback']
  readonly lines: number
  readonly options: readonly OptionEntry[]
  /** Definitions of options that are named by a prefix: `hook:` for `hook:NAME`. */
  readonly prefixes?: Readonly<Record<string, number>>
  readonly scopes: readonly number[]
}

/** What the build took from `schemas/`: tables of rows, which refer to each other by their index. */
export interface RegistryData {
  readonly values: readonly ValueRule[]
  readonly lines: readonly ProductLines[]
  /** The names of the options: they are looked through more often than the options are read. */
  readonly names: readonly string[]
  readonly options: readonly OptionData[]
  /** The names of the scopes. Global is the first. */
  readonly scopeNames: readonly string[]
  readonly scopes: readonly ScopeData[]
  /** Texts for people; null where there is none. */
  readonly optionDescriptions: readonly (string | null)[]
  readonly scopeDescriptions: readonly (string | null)[]
  readonly optionFacts: readonly OptionFacts[]
}

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue }
