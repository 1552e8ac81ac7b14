import { closest } from './closest.js'

/** How many names are compared in all; with more mistakes than that, suggestions do not help. */
const BUDGET = 400_000

/** Finds the name most likely meant, among possibly very many names. */
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

  /** The closest name in its defined spelling; undefined when none is close. */
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
