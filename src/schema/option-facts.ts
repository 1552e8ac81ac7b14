/** What else is known of an option; `schemas/annotations.json` says what each means. */
export interface OptionFacts {
  /** The name of the scope of which the value names an instance. */
  readonly references?: string
  /** The lowest and the highest value that make sense; nobody states them. */
  readonly usualRange?: readonly [number | null, number | null]
  /** Values with a meaning of their own, inside or outside of the range. */
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
