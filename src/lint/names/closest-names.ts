import { type Closest, closest } from '../../schema/suggest/closest.js'
import { oneWordApart } from '../../schema/suggest/other-words.js'

/** How many look-ups are left: with very many mistakes, suggestions do not help. */
export interface LookUps {
  left: number
}

/** Finds the name most likely meant among many; each name that is looked up costs once. */
export class ClosestNames {
  readonly #answers = new Map<string, Closest | undefined>()

  constructor(
    readonly names: Iterable<string>,
    readonly lookUps: LookUps,
  ) {}

  to(typed: string): Closest | undefined {
    if (this.#answers.has(typed)) return this.#answers.get(typed)
    if (--this.lookUps.left < 0) return undefined
    const answer = closest(typed, this.names)
    this.#answers.set(typed, answer)
    return answer
  }

  /** The names with one word more or less than one that is close to none. */
  oneWordFrom(typed: string): readonly string[] {
    return --this.lookUps.left < 0 ? [] : oneWordApart(typed, this.names)
  }
}

/** How many pairs of names are compared in a configuration of any size. */
const PAIRS = 400_000

/** Finds the instance or path most likely meant among those of a configuration. */
export function closestAmong(names: readonly string[]): ClosestNames {
  return new ClosestNames(names, { left: Math.floor(PAIRS / Math.max(1, names.length)) })
}
