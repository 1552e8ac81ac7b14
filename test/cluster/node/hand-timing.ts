import type { Timing } from '../../../src/cluster/timing.js'

/** Time that goes on only when a test says so. */
export class HandTiming implements Timing {
  readonly bootId = 'boot-1'
  #now = 0
  #timers: { readonly at: number; readonly call: () => void }[] = []

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.#now)
  }

  monotonic(): number {
    return this.#now
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.#now + milliseconds, call }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer)
    }
  }

  /** Lets some time go by; what is due on the way is called at its time. */
  forward(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers = this.#timers.filter((each) => each !== next)
      this.#now = next.at
      next.call()
    }
    this.#now = end
  }
}
