/** The time that is left for some actions together. */
export class Patience {
  #left: number

  /** @param left in ms */
  constructor(
    left: number,
    readonly now: () => number = () => performance.now(),
  ) {
    this.#left = left
  }

  /**
   * Runs an action and takes its time away from what is left.
   * @param action gets what is left, in whole ms
   * @returns undefined when nothing is left
   */
  spend<T>(action: (left: number) => T): T | undefined {
    if (this.#left < 1) return undefined
    const start = this.now()
    try {
      return action(Math.floor(this.#left))
    } finally {
      this.#left -= this.now() - start
    }
  }
}
