import type { Address, Question, Rows, SourceError } from './address.js'

/** For how long a place that has failed is left alone, in ms: twice as long each time, within bounds. */
const FIRST_PAUSE = 250
const LONGEST_PAUSE = 8000

/** What is told of a place: the first failure after an answer, and the first answer after one. */
export type PlaceNews =
  | { readonly kind: 'down'; readonly name: string; readonly why: string }
  | { readonly kind: 'back'; readonly name: string }

/** A place where a data source can be asked, and whether it answers. */
export class Place {
  #failures = 0
  #notBefore = 0

  constructor(
    readonly address: Address,
    private readonly tell: (news: PlaceNews) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether it has failed, and is to be left alone for a while. */
  get isResting(): boolean {
    return this.now() < this.#notBefore
  }

  /** @throws SourceError */
  async ask(question: Question, signal: AbortSignal): Promise<Rows> {
    try {
      const rows = await this.address.ask(question, signal)
      this.#answers()
      return rows
    } catch (error) {
      const failure = error as SourceError
      // An error in the query comes from a server that answers.
      if (!failure.isDown) this.#answers()
      else this.#fails(failure.message)
      throw failure
    }
  }

  #answers(): void {
    if (this.#failures > 0) this.tell({ kind: 'back', name: this.address.name })
    this.#failures = 0
    this.#notBefore = 0
  }

  #fails(why: string): void {
    // Questions that waited together have failed together: that is one failure.
    if (this.isResting) return
    if (this.#failures === 0) this.tell({ kind: 'down', name: this.address.name, why })
    this.#notBefore = this.now() + Math.min(FIRST_PAUSE * 2 ** this.#failures, LONGEST_PAUSE)
    this.#failures++
  }
}
