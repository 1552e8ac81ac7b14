import { Unmatchable } from './unmatchable.js'

/**
 * How many parts an expression may come to when its counts and references are written out. Beside
 * what is written, ten thousand: PCRE itself refuses what compiles to more than 64 KB.
 */
const WRITTEN_OUT = 10_000

/** Bounds the work on one expression by its length. */
export class Budget {
  #left: number

  constructor(private readonly length: number) {
    this.#left = WRITTEN_OUT + 2 * length
  }

  /** @throws Unmatchable when nothing is left */
  spend(parts: number): void {
    this.#left -= parts
    if (this.#left < 0)
      throw this.exceeded(
        `more than ${WRITTEN_OUT.toLocaleString('en-US')} parts when counts are written out`,
      )
  }

  /** @param what there is too much of */
  exceeded(what: string): Unmatchable {
    return new Unmatchable(0, this.length, what)
  }
}
