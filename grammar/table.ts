/** The instructions of the machine; operands follow in the code. */
export const Op = {
  /** `kind`: the next token must be of this kind; step over it. */
  Token: 0,
  /** `distance`, then a target for each token kind, 0 for none: go on by a token ahead. */
  Switch: 1,
  /** `target` */
  Jump: 2,
  /** `target`: run a rule and come back. */
  Call: 3,
  /** `kind`: begin a node. */
  Open: 4,
  /** End the innermost node. */
  Close: 5,
  Return: 6,
} as const

/** A grammar, compiled. */
export interface GrammarTable {
  readonly code: readonly number[]
  /** Where the machine starts. */
  readonly start: number
  /** By rule, the repetition in the middle of each that has one: where recovery goes on. */
  readonly loops: Readonly<Record<string, number>>
}
