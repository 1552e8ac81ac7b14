import type { Timing } from '../../src/cluster/timing.js'

/** Times that stand until they are set forward. */
export class VirtualTiming implements Timing {
  readonly bootId = 'virtual'
  #monotonic = 1000
  /** How far the wall clock is from what it was at the beginning, besides what has passed. */
  #jumped = 0
  #timers: { readonly at: number; readonly call: () => void }[] = []

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1, 12) + this.#monotonic + this.#jumped)
  }

  monotonic(): number {
    return this.#monotonic
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.#monotonic + milliseconds, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  /** Sets the wall clock alone. */
  jump(milliseconds: number): void {
    this.#jumped += milliseconds
  }

  /** Lets time pass; between two timers messages that are on their way arrive. */
  async forward(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds
    for (;;) {
      await settled()
      const [next] = this.#timers.toSorted((a, b) => a.at - b.at)
      if (next === undefined || next.at > end) break
      this.#timers = this.#timers.filter((each) => each !== next)
      this.#monotonic = Math.max(this.#monotonic, next.at)
      next.call()
    }
    this.#monotonic = end
    await settled()
  }
}

/** Waits until messages inside of this process have arrived, and what they bring about. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve))
}
