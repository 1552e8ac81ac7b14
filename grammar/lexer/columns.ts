import { TokenKind, type Tokens } from '../../src/syntax/index.js'

/**
 * How many `EndOfFile` tokens follow the last one, so that looking ahead needs no bounds checks.
 */
const SENTINELS = 6

/** Builds the token columns of a text, with token kinds of the conf language or of a dialect. */
export class TokenColumns {
  kind: Uint8Array
  start: Int32Array
  end: Int32Array
  count = 0

  /** @param length of the text if known, in UTF-16 code units; a hint for the capacity */
  constructor(length = 2048) {
    const capacity = (length >> 3) + 16
    this.kind = new Uint8Array(capacity)
    this.start = new Int32Array(capacity)
    this.end = new Int32Array(capacity)
  }

  /** The kind of the last token; `EndOfFile` when there is none. */
  get lastKind(): number {
    return this.count === 0 ? TokenKind.EndOfFile : (this.kind[this.count - 1] as number)
  }

  push(kind: number, start: number, end: number): void {
    if (this.count + SENTINELS >= this.kind.length) this.#grow()
    const token = this.count++
    this.kind[token] = kind
    this.start[token] = start
    this.end[token] = end
  }

  /** @param length of the text, which becomes the offset of the sentinels */
  finish(length: number): Tokens {
    const limit = this.count + SENTINELS
    this.kind.fill(TokenKind.EndOfFile, this.count, limit)
    this.start.fill(length, this.count, limit)
    this.end.fill(length, this.count, limit)
    return {
      count: this.count,
      kind: this.kind.slice(0, limit),
      start: this.start.slice(0, limit),
      end: this.end.slice(0, limit),
    }
  }

  #grow(): void {
    const capacity = this.kind.length * 2
    const kind = new Uint8Array(capacity)
    kind.set(this.kind)
    this.kind = kind
    this.start = wider(this.start, capacity)
    this.end = wider(this.end, capacity)
  }
}

function wider(column: Int32Array, capacity: number): Int32Array {
  const wide = new Int32Array(capacity)
  wide.set(column)
  return wide
}
