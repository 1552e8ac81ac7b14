import { Unmatchable } from './unmatchable.js'

/**
 * How many parts an expression may have with its counts and references written out, in addition to
 * those written. PCRE itself refuses expressions that compile to more than 64 KB.
 */
const WRITTEN_OUT = 10_000

/** Limits the work on an expression in proportion to its length. */
export class Budget {
  #left: number

  constructor(private readonly length: number) {
    this.#left = WRITTEN_OUT + 2 * length
  }

  /** Uses up some parts. @throws Unmatchable when none are left */
  spend(parts: number): void {
    this.#left -= parts
    if (this.#left < 0)
      throw this.exceeded(
        `more than ${WRITTEN_OUT.toLocaleString('en-US')} parts when counts are written out`,
      )
  }

  /** @param what is too much, in words */
  exceeded(what: string): Unmatchable {
    return new Unmatchable(0, this.length, what)
  }
}
