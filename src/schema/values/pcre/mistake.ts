/** What makes PCRE refuse a regular expression, and where it stands in its text. */
export class PcreMistake extends Error {
  /** @param message one sentence that says what is wrong */
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
  ) {
    super(message)
  }
}
