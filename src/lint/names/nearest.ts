import { closest } from './closest.js'

/** How many names are compared in all; a large configuration with that many mistakes needs none. */
const BUDGET = 400_000

/** Finds the name that was most likely meant among names of which there may be very many. */
export class Nearest {
  #left = BUDGET
  readonly #answers = new Map<string, string | undefined>()
  readonly #byLowerName: ReadonlyMap<string, string>

  constructor(names: Iterable<string>) {
    const byLowerName = new Map<string, string>()
    for (const name of names) {
      const lower = name.toLowerCase()
      if (!byLowerName.has(lower)) byLowerName.set(lower, name)
    }
    this.#byLowerName = byLowerName
  }

  /** The name as it is defined; undefined when none is close. */
  to(typed: string): string | undefined {
    const lower = typed.toLowerCase()
    const same = this.#byLowerName.get(lower)
    if (same !== undefined) return same
    if (this.#answers.has(lower)) return this.#answers.get(lower)
    this.#left -= this.#byLowerName.size
    if (this.#left < 0) return undefined
    const name = closest(lower, this.#byLowerName.keys())?.name
    const answer = name === undefined ? undefined : this.#byLowerName.get(name)
    this.#answers.set(lower, answer)
    return answer
  }
}
