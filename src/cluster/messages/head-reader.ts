import type { JsonValue } from '../../schema/index.js'
import { type Head, isHead } from './envelope.js'

/** The head of a message has not the fields that it must have. */
export class WrongHead extends Error {
  constructor(field: string, wanted: string) {
    super(`the field ${field} is not ${wanted}`)
    this.name = 'WrongHead'
  }
}

/** Reads the fields of a head, none of which is believed to be there. */
export class HeadReader {
  readonly #head: Head

  constructor(head: Head) {
    this.#head = head
  }

  /** Whether the field is there and is not null. */
  has(field: string): boolean {
    return !this.#isAbsent(field)
  }

  /** @throws WrongHead */
  text(field: string, most = 4096): string {
    const value = this.#head[field]
    if (typeof value !== 'string' || value.length > most) {
      throw new WrongHead(field, `a text of at most ${most} characters`)
    }
    return value
  }

  /** @throws WrongHead */
  optionalText(field: string, most?: number): string | undefined {
    return this.#isAbsent(field) ? undefined : this.text(field, most)
  }

  /** A whole number from 0 up. @throws WrongHead */
  count(field: string): number {
    const value = this.#head[field]
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw new WrongHead(field, 'a whole number')
    }
    return value
  }

  /** @throws WrongHead */
  optionalCount(field: string): number | undefined {
    return this.#isAbsent(field) ? undefined : this.count(field)
  }

  /** A switch; absent is no. @throws WrongHead */
  flag(field: string): boolean {
    const value = this.#head[field] ?? false
    if (typeof value !== 'boolean') throw new WrongHead(field, 'true or false')
    return value
  }

  /** @throws WrongHead */
  oneOf<T extends string>(field: string, words: readonly T[]): T {
    const value = this.text(field)
    const word = words.find((each) => each === value)
    if (word === undefined) throw new WrongHead(field, `one of ${words.join(', ')}`)
    return word
  }

  /** @throws WrongHead */
  texts(field: string, most = 1000): readonly string[] {
    return this.#list(field, most).map((value) => {
      if (typeof value !== 'string') throw new WrongHead(field, 'a list of texts')
      return value
    })
  }

  /** Objects, each to be read as a head. @throws WrongHead */
  objects(field: string, most = 100_000): readonly HeadReader[] {
    return this.#list(field, most).map((value) => {
      if (!isHead(value)) throw new WrongHead(field, 'a list of objects')
      return new HeadReader(value)
    })
  }

  #list(field: string, most: number): readonly JsonValue[] {
    const value = this.#head[field]
    if (!Array.isArray(value) || value.length > most) {
      throw new WrongHead(field, `a list of at most ${most}`)
    }
    return value
  }

  #isAbsent(field: string): boolean {
    return this.#head[field] === undefined || this.#head[field] === null
  }
}
