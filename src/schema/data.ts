import type { OptionFacts, OptionType, ProductLines, ScopeType } from './types.js'
import type { FormatName } from './values/index.js'

/** The JSON that a value of the configuration language is told as. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** How the text of one scalar becomes JSON, and what to say when it is not what was expected. */
export interface ScalarRule {
  /** The name of its value type. */
  readonly type: string
  /** The JSON types besides text that its schema knows: `b`oolean, `i`nteger, `n`umber. */
  readonly as: string
  /** The words that it takes, as they are told in JSON. */
  readonly words?: readonly (string | boolean)[]
  /** Words of an enumeration that may have others. */
  readonly examples?: readonly string[]
  /** The JSON types of which its schema takes any value: as in `as`, and `s` for text. */
  readonly sure: string
  /** What checks its text beyond the schema. */
  readonly format?: FormatName
  /** What should have been written, for messages; absent when only the whole value has words for it. */
  readonly expected?: string
  readonly unit?: string
}

/** What there is to know about a value, apart from the schema that its validator is made from. */
export interface ValueRule {
  readonly type: string
  readonly expected: string
  /** Set when the value may be a scalar. */
  readonly scalar?: ScalarRule
  /** Set when the value may be an array. */
  readonly element?: ScalarRule
  /** Whether any number of elements will do. */
  readonly anyLength?: boolean
  /** Set when the value may be a dictionary. */
  readonly entry?: ScalarRule
  /** Keys of the dictionary with a rule of their own, in their own spelling. */
  readonly keys?: Readonly<Record<string, ScalarRule>>
  /** The name of the compiled validator. */
  readonly validator: string
}

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
