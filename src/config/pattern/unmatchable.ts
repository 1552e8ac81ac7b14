/** What keeps an expression from being matched, and where it stands in the text of the expression. */
export class Unmatchable extends Error {
  /** @param message a sentence that goes on after "It is not matched: ", such as `a recursion` */
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
  ) {
    super(message)
    this.name = 'Unmatchable'
  }
}
