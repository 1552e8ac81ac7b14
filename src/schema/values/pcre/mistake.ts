/** A reason why PCRE rejects a regular expression, with its range in the text. */
export class PcreMistake extends Error {
  /** @param message the reason as one sentence */
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
  ) {
    super(message)
  }
}
