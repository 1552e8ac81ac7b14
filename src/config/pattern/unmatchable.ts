/** The part of an expression that is not supported, and its range in the expression. */
export class Unmatchable extends Error {
  /** @param message continues a sentence after "It is not matched: ", such as `a recursion` */
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
  ) {
    super(message)
    this.name = 'Unmatchable'
  }
}
