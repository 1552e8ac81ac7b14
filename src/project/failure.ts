/**
 * The program could not do what was asked: exit 2, and one line that says what and why. An answer
 * of "no" is no failure: that is exit 1 with the answer on standard output.
 */
export class Failure extends Error {
  override readonly name = 'Failure'

  /** @param place the file, as the user named it, and what the message says of it */
  constructor(
    message: string,
    readonly place?: { readonly file: string; readonly reason: string },
  ) {
    super(message)
  }
}

/** There is no configuration that the product would run with. */
export class NothingInstalled extends Failure {}

/** What was asked about is not so, in one line on standard error: exit 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
}
