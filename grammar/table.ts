/** The instructions of the machine; each is followed by its operands. */
export const Op = {
  /** `kind`: the next token must be of this kind; skip it. */
  Token: 0,
  /** `distance`, then a target for each token kind, 0 for none: jump by a token ahead. */
  Switch: 1,
  /** `target`: jump. */
  Jump: 2,
  /** `target`: run a rule and return. */
  Call: 3,
  /** `kind`: begin a node. */
  Open: 4,
  /** End the innermost node. */
  Close: 5,
  Return: 6,
} as const

/** A compiled grammar. */
export interface GrammarTable {
  readonly code: readonly number[]
  /** The address of the first instruction. */
  readonly start: number
  /** For each rule with a body, the address of its repetition, where recovery continues. */
  readonly loops: Readonly<Record<string, number>>
}
