import { encodeUtf8 } from '../../syntax/utf8.js'
import { HEADER_BYTES } from './kinds.js'

/** Most frames fit in this many bytes. */
const USUAL_BYTES = 96

/** The longest text that is looked at character by character: a call of the encoder costs more. */
const SHORT_TEXT = 256

/**
 * Writes the fields of a payload one behind the other, into one buffer; the twin of `FieldReader`. Before
 * them there is room for the header of the frame.
 */
export class FieldWriter {
  #bytes = new Uint8Array(USUAL_BYTES)
  #end = HEADER_BYTES

  /** A number of one byte. */
  byte(value: number): this {
    this.#makeRoom(1)
    this.#bytes[this.#end++] = value
    return this
  }

  flag(value: boolean): this {
    return this.byte(value ? 1 : 0)
  }

  /** A number of two bytes. */
  short(value: number): this {
    return this.byte(value >>> 8).byte(value)
  }

  /** A number of four bytes. */
  long(value: number): this {
    this.#makeRoom(4)
    this.#putLong(this.#end, value)
    this.#end += 4
    return this
  }

  /** Bytes with their length before them. */
  bytes(value: Uint8Array): this {
    return this.long(value.length).restBytes(value)
  }

  /** A text with its length in bytes before it. */
  text(value: string): this {
    const start = this.#end
    this.long(0).restText(value)
    this.#putLong(start, this.#end - start - 4)
    return this
  }

  /** Bytes up to the end of the payload. */
  restBytes(value: Uint8Array): this {
    this.#makeRoom(value.length)
    this.#bytes.set(value, this.#end)
    this.#end += value.length
    return this
  }

  /** A text up to the end of the payload. */
  restText(value: string): this {
    return this.#putAscii(value) ? this : this.restBytes(encodeUtf8(value))
  }

  /** A number of items, and the items. */
  list<Item>(items: readonly Item[], write: (item: Item) => void): this {
    this.long(items.length)
    for (const item of items) write(item)
    return this
  }

  /** How many bytes the fields have. */
  get length(): number {
    return this.#end - HEADER_BYTES
  }

  /** The bytes of a frame with these fields. Nothing may be written after it. */
  frame(kind: number): Uint8Array {
    this.#putLong(0, this.length)
    this.#bytes[HEADER_BYTES - 1] = kind
    return this.#bytes.subarray(0, this.#end)
  }

  /** Writes a short text of ASCII. @returns whether it was one; else nothing is written */
  #putAscii(text: string): boolean {
    const { length } = text
    if (length > SHORT_TEXT) return false
    this.#makeRoom(length)
    const bytes = this.#bytes
    const end = this.#end
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index)
      if (code >= 0x80) return false
      bytes[end + index] = code
    }
    this.#end = end + length
    return true
  }

  #putLong(at: number, value: number): void {
    const bytes = this.#bytes
    bytes[at] = value >>> 24
    bytes[at + 1] = value >>> 16
    bytes[at + 2] = value >>> 8
    bytes[at + 3] = value
  }

  #makeRoom(wanted: number): void {
    const needed = this.#end + wanted
    if (needed <= this.#bytes.length) return
    const wider = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    wider.set(this.#bytes.subarray(0, this.#end))
    this.#bytes = wider
  }
}
