const SHORTEST = 100
const LONGEST = 5000

/** A connection that has held for so long counts as one that works, in ms. */
const HELD = 2 * LONGEST

/**
 * The pauses between attempts to connect, in ms: each up to twice as long as the one before, and of a
 * random length, so that the members of a cluster do not all come back in the same moment.
 */
export class Pauses {
  #longest = SHORTEST

  /** @param random from 0 up to 1 */
  next(random = Math.random()): number {
    const pause = this.#longest * (0.5 + random / 2)
    this.#longest = Math.min(LONGEST, 2 * this.#longest)
    return pause
  }

  /** Says how long a connection has held, in ms. One that ends at once is tried ever more seldom. */
  held(time: number): void {
    if (time >= HELD) this.#longest = SHORTEST
  }
}
