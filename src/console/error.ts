/** A failed console command; the message is what the console prints. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError'

  /** @param hint what may have been meant, which the console does not print */
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}
