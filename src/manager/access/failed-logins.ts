/** How long the first wrong password of an address costs, in ms; each further one twice as much. */
const FIRST = 200
const LONGEST = 10_000
/** After how long half of the wrong passwords of an address are forgotten, in ms. */
const HALF_LIFE = 60_000
/** Of how many addresses is known how many wrong passwords came from them. */
const MOST_ADDRESSES = 10_000

/**
 * How long wrong passwords cost, by the address that they come from: every one costs twice as much as
 * the one before, and time mends it. What an address costs holds up nobody else.
 */
export class FailedLogins {
  readonly #byAddress = new Map<string, { count: number; at: number }>()

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Counts a wrong password. @returns for how long its answer waits, in ms */
  failed(address: string): number {
    const now = this.now()
    const before = this.#byAddress.get(address)
    const faded = before === undefined ? 0 : before.count * 0.5 ** ((now - before.at) / HALF_LIFE)
    // The oldest are forgotten: whoever has many addresses has as many first attempts.
    this.#byAddress.delete(address)
    if (this.#byAddress.size >= MOST_ADDRESSES) {
      const [oldest] = this.#byAddress.keys()
      if (oldest !== undefined) this.#byAddress.delete(oldest)
    }
    this.#byAddress.set(address, { count: faded + 1, at: now })
    return Math.min(FIRST * 2 ** faded, LONGEST)
  }
}
