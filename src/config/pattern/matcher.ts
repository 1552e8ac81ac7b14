import { encodeUtf8 } from '../../syntax/utf8.js'
import { Automaton } from './automaton.js'
import { markPlaces } from './places.js'
import type { Compiled } from './program.js'

/**
 * The most that the length of a text times the size of an expression may come to: some tenths of a
 * second where nothing repeats. An expression of 100 characters takes texts of 300,000.
 */
const MOST_WORK = 1 << 25

/** Finds an expression in texts. */
export class Matcher {
  readonly #main: Automaton
  readonly #looks: readonly (Automaton | undefined)[]

  constructor(private readonly compiled: Compiled) {
    const { program, conditions, sets } = compiled
    const { classes, members } = classesOf(sets)
    this.#main = new Automaton(program, sets, classes, members)
    this.#looks = conditions.map((condition) =>
      typeof condition === 'string'
        ? undefined
        : new Automaton(condition.look, sets, classes, members),
    )
  }

  /** How many states the expression has: what it holds in memory goes with that. */
  get size(): number {
    return this.compiled.size
  }

  /** How many bytes a text may have. */
  get longest(): number {
    return Math.floor(MOST_WORK / this.compiled.size)
  }

  /**
   * Whether the expression matches anywhere in a text. The time is at most the length of the text
   * times that of the expression.
   *
   * @returns undefined for a text longer than `longest`
   */
  test(text: string): boolean | undefined {
    const bytes = bytesOf(text)
    if (bytes.length > this.longest) return undefined
    return this.#main.run(bytes, bytes.length, this.#masks(bytes))
  }

  /** Which conditions hold at which place, as bits. */
  #masks(bytes: Uint8Array): Int32Array | undefined {
    const { conditions } = this.compiled
    if (conditions.length === 0) return undefined
    const masks = new Int32Array(bytes.length + 1)
    for (const [number, condition] of conditions.entries()) {
      const bit = 1 << number
      if (typeof condition === 'string') {
        markPlaces(condition, bytes, bytes.length, masks, bit)
        continue
      }
      // A negative look around holds where nothing is found.
      const flip = (place: number) => {
        masks[place] = (masks[place] as number) ^ bit
      }
      if (condition.negative) for (let place = 0; place < masks.length; place++) flip(place)
      this.#looks[number]?.run(bytes, bytes.length, masks, flip)
    }
    return masks
  }
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) return encodeUtf8(text)
    bytes[index] = code
  }
  return bytes
}

/** Runs of bytes that no set tells apart, and one of each. */
function classesOf(sets: readonly Uint8Array[]): { classes: Uint8Array; members: number[] } {
  const begins = new Uint8Array(256)
  for (const set of sets) {
    for (let byte = 1; byte < 256; byte++) if (set[byte] !== set[byte - 1]) begins[byte] = 1
  }
  const classes = new Uint8Array(256)
  const members = [0]
  for (let byte = 1; byte < 256; byte++) {
    if (begins[byte] === 1) members.push(byte)
    classes[byte] = members.length - 1
  }
  return { classes, members }
}
