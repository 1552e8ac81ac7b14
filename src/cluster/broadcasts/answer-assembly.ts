import type { AnswerPart, AnswerStatus } from '../messages/answer.js'

/** The longest answer that is kept, in bytes. */
export const LONGEST_ANSWER = 4 * 1024 * 1024

/** How many parts an answer may have: one in parts of usual length has far fewer. */
const MOST_PARTS = 1024

/** An answer that was put together. */
export interface WholeAnswer {
  readonly status: AnswerStatus | 'cut'
  readonly bytes: Uint8Array
}

/** Puts the answer of one run of a node together. Its parts come in any order, and some twice. */
export class AnswerAssembly {
  readonly #parts = new Map<number, Uint8Array>()
  #last:
    | { readonly part: number; readonly status: AnswerStatus; readonly length: number }
    | undefined
  #held = 0

  /** How many bytes wait here. */
  get held(): number {
    return this.#held
  }

  /** @returns the answer, when this was what was missing of it */
  take({ part, end, bytes }: AnswerPart): WholeAnswer | undefined {
    if (part >= MOST_PARTS) return this.#cutAt('cut')
    if (this.#parts.has(part)) return undefined
    // The bytes are a window onto a larger piece of memory, which would be kept with them.
    this.#parts.set(part, bytes.slice())
    this.#held += bytes.length
    if (end !== undefined) this.#last ??= { part, ...end }
    if (this.#held > LONGEST_ANSWER) return this.#cutAt('too-long')
    const last = this.#last
    if (last === undefined || this.#parts.size <= last.part) return undefined
    const isWhole = this.#parts.size === last.part + 1 && this.#held === last.length
    return isWhole ? { status: last.status, bytes: this.#joined() } : this.#cutAt('cut')
  }

  /** What there is of it, when no more is waited for. */
  cut(): WholeAnswer {
    return this.#cutAt('cut')
  }

  #cutAt(status: 'cut' | 'too-long'): WholeAnswer {
    return { status, bytes: this.#joined() }
  }

  /** The parts from the first one to the first that is missing. */
  #joined(): Uint8Array {
    const parts: Uint8Array[] = []
    for (let part = this.#parts.get(0); part !== undefined; part = this.#parts.get(parts.length)) {
      parts.push(part)
    }
    const [first] = parts
    const all = first !== undefined && parts.length === 1 ? first : Buffer.concat(parts)
    return all.subarray(0, LONGEST_ANSWER)
  }
}
