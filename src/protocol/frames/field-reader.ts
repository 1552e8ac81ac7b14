import { decodeUtf8 } from '../../syntax/utf8.js'

/**
 * Reads the fields of a payload. It never reads past the end: a field that is not there reads as zero
 * or empty and makes the payload broken, which the caller asks once, behind the last field.
 */
export class FieldReader {
  readonly #payload: Uint8Array
  #at = 0
  #broken = false

  constructor(payload: Uint8Array) {
    this.#payload = payload
  }

  /** Whether all fields were there, with the values they may have, and nothing behind them. */
  get whole(): boolean {
    return !this.#broken && this.#at === this.#payload.length
  }

  byte(): number {
    return this.#number(1)
  }

  /** A byte that is 0 or 1. */
  flag(): boolean {
    return this.oneOf([false, true]) ?? false
  }

  short(): number {
    return this.#number(2)
  }

  long(): number {
    return this.#number(4)
  }

  /** The value whose index stands in a byte. */
  oneOf<Value>(values: readonly Value[]): Value | undefined {
    const index = this.byte()
    if (index >= values.length) this.#broken = true
    return values[index]
  }

  /** A copy: the payload's memory is not kept. (`slice` of a Buffer would share it.) */
  bytes(): Uint8Array {
    return new Uint8Array(this.#take(this.long()))
  }

  text(): string {
    return decodeUtf8(this.#take(this.long()))
  }

  restBytes(): Uint8Array {
    return new Uint8Array(this.#rest())
  }

  restText(): string {
    return decodeUtf8(this.#rest())
  }

  /** @param smallest how many bytes an item has at least, so that no number of items is believed that the payload cannot hold */
  list<Item>(smallest: number, read: () => Item): Item[] {
    const count = this.long()
    if (count * smallest > this.#payload.length - this.#at) {
      this.#broken = true
      return []
    }
    const items: Item[] = []
    while (items.length < count && !this.#broken) items.push(read())
    return items
  }

  /** Says that a value may not be what it is. */
  refuse(): void {
    this.#broken = true
  }

  #rest(): Uint8Array {
    return this.#take(this.#payload.length - this.#at)
  }

  #number(size: number): number {
    let value = 0
    for (const byte of this.#take(size)) value = value * 256 + byte
    return value
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length
    if (this.#broken || end > this.#payload.length) {
      this.#broken = true
      return new Uint8Array(0)
    }
    const taken = this.#payload.subarray(this.#at, end)
    this.#at = end
    return taken
  }
}
