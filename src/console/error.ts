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

  /** The message with what may have been meant, in one text. */
  get withHint(): string {
    return this.hint === undefined ? this.message : `${this.message}. ${this.hint}`
  }
}

/**
 * A command that only what is known about the product is against: a name that it does not have, or a
 * value that it would not take. With `Leeway` the same words are read all the same.
 */
export class DoubtfulCommand extends ConsoleError {}

/** How strictly words are read: `known` takes only what the product is known to take. */
export type Leeway = 'known' | 'any'
