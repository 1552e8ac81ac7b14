import type { Tokens } from '../../src/syntax/index.js'
import { DialectToken } from '../dialects/kinds.js'

/** Sentinels behind the last token: no grammar of a dialect looks further ahead. */
const SENTINELS = 4

/** Writes the columns of a text's tokens. */
export class TokenColumns {
  #kind = new Uint8Array(256)
  #start = new Int32Array(256)
  #end = new Int32Array(256)
  #count = 0

  get count(): number {
    return this.#count
  }

  /** The kind of the last token; `EndOfFile` when there is none. */
  get lastKind(): number {
    return this.#count === 0 ? DialectToken.EndOfFile : (this.#kind[this.#count - 1] as number)
  }

  /** Where the last token ends; 0 when there is none. */
  get lastEnd(): number {
    return this.#count === 0 ? 0 : (this.#end[this.#count - 1] as number)
  }

  push(kind: DialectToken, start: number, end: number): void {
    if (this.#count + SENTINELS >= this.#kind.length) this.#grow()
    this.#kind[this.#count] = kind
    this.#start[this.#count] = start
    this.#end[this.#count] = end
    this.#count++
  }

  /** @param length the length of the text, where the sentinels stand */
  finish(length: number): Tokens {
    const limit = this.#count + SENTINELS
    this.#kind.fill(DialectToken.EndOfFile, this.#count, limit)
    this.#start.fill(length, this.#count, limit)
    this.#end.fill(length, this.#count, limit)
    return {
      count: this.#count,
      kind: this.#kind.slice(0, limit),
      start: this.#start.slice(0, limit),
      end: this.#end.slice(0, limit),
    }
  }

  #grow(): void {
    const capacity = this.#kind.length * 2
    const kind = new Uint8Array(capacity)
    kind.set(this.#kind)
    this.#kind = kind
    this.#start = wider(this.#start, capacity)
    this.#end = wider(this.#end, capacity)
  }
}

function wider(column: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(capacity)
  wide.set(column)
  return wide
}
