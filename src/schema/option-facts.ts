/** Further facts about an option; `schemas/annotations.json` explains each of them. */
export interface OptionFacts {
  /** The kind of scope whose instance the value names. */
  readonly references?: string
  /** The lowest and the highest sensible value; the product's documents do not state them. */
  readonly usualRange?: readonly [number | null, number | null]
  /** Values with a special meaning, within or outside the range. */
  readonly special?: readonly (string | number)[]
  readonly numericAliases?: Readonly<Record<string, number>>
  readonly knownKeys?: readonly string[]
  readonly syntax?: string
  readonly macros?: readonly string[]
  readonly note?: string
  readonly implemented?: false
  readonly shipped?: unknown
  readonly defaultByLine?: Readonly<Record<string, unknown>>
  readonly defaultHistory?: readonly { readonly since?: string; readonly value: unknown }[]
  readonly defaultDoubted?: unknown
}
