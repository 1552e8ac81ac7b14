import { encodeUtf8 } from '../../syntax/utf8.js'

/** Writes the fields of a payload one behind the other; the twin of `FieldReader`. */
export class FieldWriter {
  readonly #pieces: Uint8Array[] = []
  #length = 0

  /** A number of one byte. */
  byte(value: number): this {
    return this.#add(Uint8Array.of(value))
  }

  flag(value: boolean): this {
    return this.byte(value ? 1 : 0)
  }

  /** A number of two bytes. */
  short(value: number): this {
    return this.#add(Uint8Array.of(value >>> 8, value))
  }

  /** A number of four bytes. */
  long(value: number): this {
    return this.#add(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value))
  }

  /** Bytes with their length before them. */
  bytes(value: Uint8Array): this {
    return this.long(value.length).#add(value)
  }

  /** A text with its length in bytes before it. */
  text(value: string): this {
    return this.bytes(encodeUtf8(value))
  }

  /** Bytes up to the end of the payload. */
  restBytes(value: Uint8Array): this {
    return this.#add(value)
  }

  /** A text up to the end of the payload. */
  restText(value: string): this {
    return this.#add(encodeUtf8(value))
  }

  /** A number of items, and the items. */
  list<Item>(items: readonly Item[], write: (item: Item) => void): this {
    this.long(items.length)
    for (const item of items) write(item)
    return this
  }

  get length(): number {
    return this.#length
  }

  /** Copies all fields to a place in a buffer. */
  copyTo(target: Uint8Array, start: number): void {
    let at = start
    for (const piece of this.#pieces) {
      target.set(piece, at)
      at += piece.length
    }
  }

  #add(piece: Uint8Array): this {
    this.#pieces.push(piece)
    this.#length += piece.length
    return this
  }
}
