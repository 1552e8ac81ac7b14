import type { Timing } from '../../../../src/cluster/timing.js'

interface Event {
  readonly at: number
  readonly order: number
  readonly call: () => void
}

/** Time that passes only when everything that can be done without waiting is done. */
export class VirtualTime {
  #now = 0
  #order = 0
  readonly #events: Event[] = []

  /** In ms since the simulation began. */
  get now(): number {
    return this.#now
  }

  after(milliseconds: number, call: () => void): () => void {
    this.#order++
    const event = { at: this.#now + Math.max(0, milliseconds), order: this.#order, call }
    this.#insert(event)
    return () => {
      const index = this.#find(event)
      if (this.#events[index] === event) this.#events.splice(index, 1)
    }
  }

  /** Lets time pass until a moment, or until nothing is to come. */
  async runUntil(moment: number): Promise<void> {
    await settled()
    for (
      let next = this.#events[0];
      next !== undefined && next.at <= moment;
      next = this.#events[0]
    ) {
      this.#now = next.at
      while (this.#events[0] !== undefined && this.#events[0].at === this.#now) {
        this.#events.shift()?.call()
      }
      await settled()
    }
    this.#now = Math.max(this.#now, moment)
  }

  async run(milliseconds: number): Promise<void> {
    await this.runUntil(this.#now + milliseconds)
  }

  /** Lets time pass until a promise is fulfilled. */
  async until<T>(promise: Promise<T>, most = 24 * 3_600_000): Promise<T> {
    let isDone = false
    void promise.then(
      () => {
        isDone = true
      },
      () => {
        isDone = true
      },
    )
    const end = this.#now + most
    await settled()
    while (!isDone) {
      const [next] = this.#events
      if (next === undefined || next.at > end) throw new Error('what is waited for never comes')
      await this.runUntil(next.at)
    }
    return promise
  }

  #insert(event: Event): void {
    this.#events.splice(this.#find(event), 0, event)
  }

  #find({ at, order }: Event): number {
    let [low, high] = [0, this.#events.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#events[middle] as Event
      if (other.at < at || (other.at === at && other.order < order)) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Everything that needs no waiting has been done: promises of the simulation wait for nothing else. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The clocks of one machine. */
export class SimulatedTiming implements Timing {
  readonly #time: VirtualTime
  readonly #offset: number
  readonly bootId: string
  #isOver = false

  /** @param offset of the wall clock, in ms */
  constructor(time: VirtualTime, offset: number, bootId: string) {
    this.#time = time
    this.#offset = offset
    this.bootId = bootId
  }

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1, 12) + this.#time.now + this.#offset)
  }

  monotonic(): number {
    return this.#time.now
  }

  after(milliseconds: number, call: () => void): () => void {
    return this.#time.after(milliseconds, () => {
      if (!this.#isOver) call()
    })
  }

  /** The process that has waited is gone. */
  end(): void {
    this.#isOver = true
  }
}
