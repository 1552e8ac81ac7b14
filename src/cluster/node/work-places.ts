/** Lets only so many things run at once; others wait in a line that has an end. */
export class WorkPlaces {
  readonly #most: number
  readonly #mostWaiting: number
  readonly #waiting: (() => Promise<void>)[] = []
  #running = 0
  #idle: (() => void)[] = []

  constructor(most: number, mostWaiting: number) {
    this.#most = most
    this.#mostWaiting = mostWaiting
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /**
   * Runs something now, or when there is a place for it.
   * @param job must not reject
   * @returns false when too much waits already: it will not run
   */
  take(job: () => Promise<void>): boolean {
    if (this.#running >= this.#most) {
      if (this.#waiting.length >= this.#mostWaiting) return false
      this.#waiting.push(job)
      return true
    }
    this.#running++
    void this.#run(job)
    return true
  }

  /** Is fulfilled when nothing runs and nothing waits. */
  untilIdle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #run(job: () => Promise<void>): Promise<void> {
    let next: (() => Promise<void>) | undefined = job
    while (next !== undefined) {
      await next()
      next = this.#waiting.shift()
    }
    this.#running--
    if (this.#running > 0) return
    for (const tell of this.#idle) tell()
    this.#idle = []
  }
}
