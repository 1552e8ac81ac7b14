/** Further facts about an option; `schemas/annotations.json` explains each of them. */
export interface OptionFacts {
  /** The kind of scope whose instance the value names. */
  readonly references?: string
  /** Whether a change needs a restart, by product line, where the lines differ; null: not known. */
  readonly restartByLine?: Readonly<Record<string, boolean | null>>
  /** A condition for that. */
  readonly restartNote?: string
  /** The lowest and the highest value that the product's documents allow. */
  readonly range?: readonly [number | null, number | null]
  /** Whether the number should be a power of two. */
  readonly powerOfTwo?: true
  /** The lowest and the highest sensible value; the product's documents do not state them. */
  readonly usualRange?: readonly [number | null, number | null]
  /** Values with a special meaning, within or outside the range. */
  readonly special?: readonly (string | number)[]
  /** What special values mean, by the value. */
  readonly means?: Readonly<Record<string, string>>
  readonly numericAliases?: Readonly<Record<string, number>>
  readonly knownKeys?: readonly string[]
  readonly syntax?: string
  readonly macros?: readonly string[]
  /** Other spellings in the product's documents, which the product does not take. */
  readonly misspellings?: readonly string[]
  readonly note?: string
  readonly implemented?: false
  readonly shipped?: unknown
  readonly defaultByLine?: Readonly<Record<string, unknown>>
  readonly defaultHistory?: readonly { readonly since?: string; readonly value: unknown }[]
  readonly defaultDoubted?: unknown
}
