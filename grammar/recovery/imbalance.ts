/** How many braces do not match: what the repair of braces starts from. Numbers of tokens. */
export interface Imbalance {
  /** Opening braces of stanzas that were still open at the end. */
  readonly open: readonly number[]
  /** Closing braces that closed nothing. */
  readonly extra: readonly number[]
  /** Where broken statements end that could be headers of stanzas without their braces. */
  readonly headers: readonly number[]
}
