/** The unmatched braces, as token numbers; the repair of braces starts from them. */
export interface Imbalance {
  /** Opening braces of stanzas that were never closed. */
  readonly open: readonly number[]
  /** Closing braces without a stanza to close. */
  readonly extra: readonly number[]
  /** The ends of broken statements that could be headers of stanzas without a brace. */
  readonly headers: readonly number[]
}
