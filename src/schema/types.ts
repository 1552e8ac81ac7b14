import type { OptionFacts } from './option-facts.js'
import type { ValueRule } from './value-rule.js'

/** What the product knows about one option, in one or several scopes. */
export interface OptionType {
  /** Lower case: names are case-insensitive (language spec 4). */
  readonly name: string
  /** The registered spelling, which the console prints. */
  readonly display: string
  /** The name of the value type in `schemas/value-types.json`, such as `octal_mode`. */
  readonly type: string
  /** For arrays and dictionaries: the type of an element. */
  readonly element?: string | undefined
  /** How a value is written; `either` is a scalar or an array. Any form when absent. */
  readonly shape?: 'scalar' | 'array' | 'dictionary' | 'either' | undefined
  /** The words of an enumeration, or of the elements' one; an open one has others too. */
  readonly words?: readonly string[] | undefined
  readonly description?: string | undefined
  /** The default as configuration text (`86400`, `"ecuser"`, `false`); absent when none is known. */
  readonly default?: string | undefined
  /** The unit of a number: `seconds`, `bytes`, `percent`. */
  readonly unit?: string | undefined
  /** Needs a restart to take effect. */
  readonly nonDynamic?: boolean | undefined
  /** The whole value is a secret. (Secrets inside a `uri` are found by their key.) */
  readonly secret?: boolean | undefined
  /** The name that this one stands for: the documents have both. */
  readonly aliasOf?: string | undefined
  /** The name of the fallback order of this option in this scope (language spec 8). */
  readonly fallback: 'none' | 'enclosing' | 'listener' | 'outbound' | 'pathway'
  /** The versions that have it, by product line: `{ "3": {"since":"3.0"}, "4": {} }`. */
  readonly lines: ProductLines
  /** The lowest and the highest number that make sense; nobody states them. */
  readonly usualRange?: readonly [number | null, number | null] | undefined
  /** What else is known of it, which few ask for. */
  readonly facts?: OptionFacts | undefined
  /** Where the compiled validator of this option is found; undefined when any value is accepted. */
  readonly validator?: string
  /** How a value is read when no compiled validator stands for it: an option that a site declares. */
  readonly rule?: ValueRule
}

/** What is known of one product line (3.x, 4.x) that has something. Versions are as `4.2.28`. */
export interface ProductLine {
  readonly since?: string
  readonly sinceBranches?: readonly string[]
  readonly until?: string
  readonly deprecated?: true
  readonly deprecatedSince?: string
  /** Only in this edition of the product. */
  readonly product?: string
  /** Modules: loaded without a stanza. */
  readonly autoLoaded?: true
  readonly clusterRelated?: true
  readonly validation?: true
}

/** The product lines that have something, by their first number. */
export type ProductLines = Readonly<Record<string, ProductLine>>

/** What the product knows about one kind of scope at one place in the tree of scopes. */
export interface ScopeType {
  /** The path of lower-case names from Global: `global`, `auth_ds/scheme/authenticate`. */
  readonly id: string
  readonly name: string
  readonly display: string
  /** `optional`: the documents have it with and without an instance. */
  readonly instance: 'anonymous' | 'named' | 'optional'
  /** The type of what its instances are named after; absent when any text names one. */
  readonly instanceType?: string | undefined
  /** Where the rule for its instances is found; undefined when any text names one. */
  readonly instanceValidator?: string | undefined
  /** Whether it belongs to a module. */
  readonly module: boolean
  /**
   * By lower-case name, in registry order: the order in which the console prints them (F11). A
   * name of the form `hook:NAME` (B22) is found too where the scope has hooks; no iteration shows it.
   */
  readonly options: ReadonlyMap<string, OptionType>
  /** By lower-case name. Every kind of scope that may stand in this one. */
  readonly scopes: ReadonlyMap<string, ScopeType>
  readonly description?: string | undefined
  readonly lines?: ProductLines | undefined
}

/** Everything that the product knows. */
export interface Registry {
  readonly global: ScopeType
  /** Every place where a scope of this name may stand; the name in any case. */
  scopesNamed(name: string): readonly ScopeType[]
  /** Every kind of scope that has this option; the name in any case. */
  scopesWithOption(name: string): readonly ScopeType[]
  /** All names of options, in lower case, each once. */
  optionNames(): Iterable<string>
  /** All names of scopes that can be written, in lower case, each once. */
  scopeNames(): Iterable<string>
}
