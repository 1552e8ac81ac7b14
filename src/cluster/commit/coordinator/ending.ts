/** Ends at once all that waits for something, however many there are. */
export class Ending {
  readonly #listeners = new Set<() => void>()
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Calls back at the end. @returns what takes that back */
  watch(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  end(): void {
    this.#isOver = true
    for (const listener of [...this.#listeners]) listener()
  }
}
