import type { FormatName } from './values/index.js'

/** How the text of a scalar becomes JSON, and what messages expect. */
export interface ScalarRule {
  /** The name of the value type. */
  readonly type: string
  /** The JSON types besides text that its schema allows: `b`oolean, `i`nteger, `n`umber. */
  readonly as: string
  /** The allowed words, in their JSON form. */
  readonly words?: readonly (string | boolean)[]
  /** Words of an open enumeration, which also allows others. */
  readonly examples?: readonly string[]
  /** The JSON types of which any value is valid: letters as in `as`, and `s` for text. */
  readonly sure: string
  /** The format that checks the text beyond the schema. */
  readonly format?: FormatName
  /** What is expected, for messages; absent when only the whole value has a description. */
  readonly expected?: string
  readonly unit?: string
}

/** The rule for a value, apart from the schema in its validator. */
export interface ValueRule {
  readonly type: string
  readonly expected: string
  /** Present when the value may be a scalar. */
  readonly scalar?: ScalarRule
  /** Present when the value may be an array. */
  readonly element?: ScalarRule
  /** Whether any number of elements is allowed. */
  readonly anyLength?: boolean
  /** Present when the value may be a dictionary. */
  readonly entry?: ScalarRule
  /** Keys of the dictionary with their own rules, in their registered spelling. */
  readonly keys?: Readonly<Record<string, ScalarRule>>
  /** The name of the compiled validator. */
  readonly validator: string
}
