import { encodeUtf8 } from '../../syntax/utf8.js'
import { Automaton } from './automaton.js'
import { hold } from './memory.js'
import { markPlaces } from './places.js'
import type { Compiled, Condition, Program } from './program.js'

/**
 * The limit for the length of a text times the size of an expression: some tenths of a second when
 * nothing repeats. For an expression of 100 characters, texts may have 100,000.
 */
const MOST_WORK = 1 << 24
/** The length in bytes that a text may always have; no domain name is longer. */
const LONGEST_NAME = 1024

/** A compiled expression with its automata. */
interface Machine extends Compiled {
  readonly main: Automaton
  readonly looks: readonly (Automaton | undefined)[]
}

/** Searches for an expression in texts. */
export class Matcher {
  /** The number of states of the expression. */
  readonly size: number
  #machine: Machine | undefined
  #held = 0

  /** @param compile compiles again after memory was freed; must not throw */
  constructor(
    compiled: Compiled,
    private readonly compile: () => Compiled,
  ) {
    this.size = compiled.size
    this.#machine = this.#made(compiled)
  }

  /** The longest text that is searched, in bytes. */
  get longest(): number {
    return Math.max(LONGEST_NAME, Math.floor(MOST_WORK / this.size))
  }

  /**
   * Whether the expression matches anywhere in a text. The time is at most proportional to the
   * length of the text times that of the expression.
   *
   * @returns undefined for a text longer than `longest`
   */
  test(text: string): boolean | undefined {
    const bytes = bytesOf(text)
    if (bytes.length > this.longest) return undefined
    this.#machine ??= this.#made(this.compile())
    const machine = this.#machine
    const isFound = isFoundBy(machine, bytes)
    this.#hold(heldBy(machine))
    return isFound
  }

  /** Frees all memory whose contents can be computed again. */
  letGo(): void {
    this.#machine = undefined
    this.#held = 0
  }

  #made(compiled: Compiled): Machine {
    const { program, conditions, sets, size } = compiled
    const { classes, members } = classesOf(sets)
    const automaton = (of: Program) => new Automaton(of, sets, classes, members)
    const looks = conditions.map((each) =>
      typeof each === 'string' ? undefined : automaton(each.look),
    )
    // A state takes three numbers in the program, and one more during a run.
    this.#hold(4 * size)
    return { ...compiled, main: automaton(program), looks }
  }

  #hold(count: number): void {
    const more = count - this.#held
    if (more === 0) return
    this.#held = count
    hold(this, more)
  }
}

function heldBy({ size, main, looks }: Machine): number {
  let count = 4 * size + main.remembered
  for (const look of looks) count += look?.remembered ?? 0
  return count
}

function isFoundBy(machine: Machine, bytes: Uint8Array): boolean {
  const { length } = bytes
  if (machine.conditions.length === 0) return machine.main.run(bytes, length, undefined)
  const masks = length < SHORT_MASKS.length ? SHORT_MASKS : new Int32Array(length + 1)
  mark(machine, masks, bytes)
  const isFound = machine.main.run(bytes, length, masks)
  masks.fill(0, 0, length + 1)
  return isFound
}

/** Sets the bits of all conditions in the masks of the places where they hold. */
function mark({ conditions, looks }: Machine, masks: Int32Array, bytes: Uint8Array): void {
  const { length } = bytes
  for (let number = 0; number < conditions.length; number++) {
    const condition = conditions[number] as Condition
    const bit = 1 << number
    if (typeof condition === 'string') {
      markPlaces(condition, bytes, masks, bit)
      continue
    }
    // A negative look-around holds where its expression is not found.
    const flip = (place: number) => {
      masks[place] = (masks[place] as number) ^ bit
    }
    if (condition.negative) for (let place = 0; place <= length; place++) flip(place)
    looks[number]?.run(bytes, length, masks, flip)
  }
}

/** Reused masks for texts no longer than a name; all 0 between two runs. */
const SHORT_MASKS = new Int32Array(512)

/** The latest text and its bytes, because each text is matched with many expressions. */
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

/**
 * Classes of bytes that no set distinguishes: the class of each byte, and one byte of each class.
 */
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
