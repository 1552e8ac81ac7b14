import type { FormatName } from './values/index.js'

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
