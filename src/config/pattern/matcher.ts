import { encodeUtf8 } from '../../syntax/utf8.js'
import { Automaton } from './automaton.js'
import { markPlaces } from './places.js'
import type { Compiled, Condition } from './program.js'

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
    const { length } = bytes
    if (length > this.longest) return undefined
    if (this.compiled.conditions.length === 0) return this.#main.run(bytes, length, undefined)
    const masks = length < SHORT_MASKS.length ? SHORT_MASKS : new Int32Array(length + 1)
    this.#mark(masks, bytes)
    const isFound = this.#main.run(bytes, length, masks)
    masks.fill(0, 0, length + 1)
    return isFound
  }

  /** Marks which conditions hold at which place, as bits. */
  #mark(masks: Int32Array, bytes: Uint8Array): void {
    const { conditions } = this.compiled
    const { length } = bytes
    for (let number = 0; number < conditions.length; number++) {
      const condition = conditions[number] as Condition
      const bit = 1 << number
      if (typeof condition === 'string') {
        markPlaces(condition, bytes, masks, bit)
        continue
      }
      // A negative look around holds where nothing is found.
      const flip = (place: number) => {
        masks[place] = (masks[place] as number) ^ bit
      }
      if (condition.negative) for (let place = 0; place <= length; place++) flip(place)
      this.#looks[number]?.run(bytes, length, masks, flip)
    }
  }
}

/** The masks of a text that is no longer than a name, all 0 between two runs. */
const SHORT_MASKS = new Int32Array(512)

/** One text after the other is asked of many expressions. */
let lastText = ''
let lastBytes = new Uint8Array(0)

function bytesOf(text: string): Uint8Array {
  if (text === lastText) return lastBytes
  lastBytes = encoded(text)
  lastText = text
  return lastBytes
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 0x7f) return Uint8Array.from(encodeUtf8(text))
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
