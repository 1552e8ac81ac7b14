import type { OptionFacts } from './option-facts.js'
import type { ValueRule } from './value-rule.js'

/** What the registry knows about an option in one or several scopes. */
export interface OptionType {
  /** In lower case, because names compare without case (language spec 4). */
  readonly name: string
  /** The registered spelling, which the console prints. */
  readonly display: string
  /** The name of the value type in `schemas/value-types.json`, such as `octal_mode`. */
  readonly type: string
  /** The type of the elements of an array or a dictionary. */
  readonly element?: string | undefined
  /** The form of a value; `either` is a scalar or an array; absent when any form is allowed. */
  readonly shape?: 'scalar' | 'array' | 'dictionary' | 'either' | undefined
  /**
   * The words of an enumeration, of the value or of its elements; an open one also allows others.
   */
  readonly words?: readonly string[] | undefined
  readonly description?: string | undefined
  /** The default as configuration text (`86400`, `"ecuser"`, `false`); absent when none is known. */
  readonly default?: string | undefined
  /** The unit of a number: `seconds`, `bytes`, `percent`. */
  readonly unit?: string | undefined
  /** Takes effect only after a restart, in one product line at least. */
  readonly nonDynamic?: boolean | undefined
  /** The same, but undefined when the product's documents do not speak of it. */
  readonly restart?: boolean | undefined
  /** The whole value is a secret. Secrets within a URI are found separately. */
  readonly secret?: boolean | undefined
  /** The other name of the same option; the product's documents use both. */
  readonly aliasOf?: string | undefined
  /** The fallback order of this option in this scope (language spec 8). */
  readonly fallback: 'none' | 'enclosing' | 'listener' | 'outbound' | 'pathway'
  /** The product lines and versions with this option: `{ "3": {"since":"3.0"}, "4": {} }`. */
  readonly lines: ProductLines
  /** The lowest and the highest number that the product's documents allow. */
  readonly range?: readonly [number | null, number | null] | undefined
  /** The lowest and the highest sensible number; the product's documents do not state them. */
  readonly usualRange?: readonly [number | null, number | null] | undefined
  /** Further facts, which are rarely needed. */
  readonly facts?: OptionFacts | undefined
  /** The key of the compiled validator; undefined when any value is accepted. */
  readonly validator?: string
  /** The rule for reading the value of an option that a site declares, which has no validator. */
  readonly rule?: ValueRule
}

/** The availability of an option or scope in one product line. Versions have the form `4.2.28`. */
export interface ProductLine {
  readonly since?: string
  readonly sinceBranches?: readonly string[]
  /** By forms of the value that came later: a word, `list`, `number`, `regex`, `ipv6`. */
  readonly sinceByForm?: Readonly<Record<string, string>>
  /** The last version that has it. */
  readonly lastVersion?: string
  /** The last version in which it does something. */
  readonly lastEffective?: string
  /** The first version that takes it and does nothing with it, or with `noEffectValues`. */
  readonly noEffectSince?: string
  readonly noEffectValues?: readonly string[]
  /** The library with which it does nothing. */
  readonly noEffectWith?: string
  /** The log has a warning when it is set. */
  readonly warns?: true
  readonly deprecated?: true
  readonly deprecatedSince?: string
  /** The names of what has taken its place. */
  readonly replacedBy?: string | readonly string[]
  /** The documents contradict each other, or only a changelog has it. */
  readonly uncertain?: true
  /** Available only in this edition of the product. */
  readonly product?: string
  /** For a module: loaded without a stanza. */
  readonly autoLoaded?: true
  readonly clusterRelated?: true
  readonly validation?: true
  /** For a module: loaded without a stanza since this version. */
  readonly autoLoadedSince?: string
  /** For a module: the first version in which its stanza has no name, and how it was before. */
  readonly singletonSince?: string
  /** For a module: how its stanza is written in this line, where the lines differ. */
  readonly instance?: ScopeType['instance']
  readonly instanceBefore?: ScopeType['instance']
  /** For a module: no experiment any more since this version. */
  readonly supportedSince?: string
  /** For a module: another program under the old name since this version. */
  readonly rewrittenIn?: string
  /** For a module: the program that it needs does not come with the product since this version. */
  readonly engineNotShippedSince?: string
  /** For a module: the systems without it. */
  readonly notOn?: readonly string[]
  /** For a module: whether a change of its stanza takes effect only after a restart. */
  readonly restart?: boolean
}

/** The product lines with an option or scope, by their first number. */
export type ProductLines = Readonly<Record<string, ProductLine>>

/** What the registry knows about one kind of scope at one place in the tree of scopes. */
export interface ScopeType {
  /** The path of lower-case names from Global: `global`, `auth_ds/scheme/authenticate`. */
  readonly id: string
  readonly name: string
  readonly display: string
  /** `optional`: the product's documents have it with and without an instance. */
  readonly instance: 'anonymous' | 'named' | 'optional'
  /** The type of its instances; absent when any text is allowed. */
  readonly instanceType?: string | undefined
  /** The key of the rule for its instances; undefined when any text is allowed. */
  readonly instanceValidator?: string | undefined
  /** Whether the scope belongs to a module. */
  readonly module: boolean
  /** Whether the product's documents do not list its options, so that any may be there. */
  readonly optionsUnknown?: boolean | undefined
  /** The macros of a module's formats; empty for none. */
  readonly macros?: readonly string[] | undefined
  /**
   * By lower-case name, in registry order, which is that of the console (runtime spec 3.1, F11).
   * `get` also finds `hook:NAME` (language spec 2.2, B22) in a scope with hooks, but iteration does
   * not.
   */
  readonly options: ReadonlyMap<string, OptionType>
  /** By lower-case name, every kind of scope that may be in this one. */
  readonly scopes: ReadonlyMap<string, ScopeType>
  readonly description?: string | undefined
  readonly lines?: ProductLines | undefined
}

/** All knowledge about the product. */
export interface Registry {
  readonly global: ScopeType
  /** Every kind of scope of a name, in any case, at each of its places. */
  scopesNamed(name: string): readonly ScopeType[]
  /** Every kind of scope that has an option; the name may be in any case. */
  scopesWithOption(name: string): readonly ScopeType[]
  /** The names of all options in lower case, without duplicates. */
  optionNames(): Iterable<string>
  /** The names of all scopes that can be written, in lower case, without duplicates. */
  scopeNames(): Iterable<string>
}
