import { encodeUtf8 } from '../../syntax/utf8.js'
import { Automaton } from './automaton.js'
import { hold } from './memory.js'
import { markPlaces } from './places.js'
import type { Compiled, Condition, Program } from './program.js'

/**
 * The most that the length of a text times the size of an expression may come to: some tenths of a
 * second where nothing repeats. An expression of 100 characters takes texts of 100,000.
 */
const MOST_WORK = 1 << 24
/** How many bytes of a text every expression takes: no name of a domain has more. */
const LONGEST_NAME = 1024

/** What an expression needs to be run. */
interface Machine extends Compiled {
  readonly main: Automaton
  readonly looks: readonly (Automaton | undefined)[]
}

/** Finds an expression in texts. */
export class Matcher {
  /** How many states the expression has. */
  readonly size: number
  #machine: Machine | undefined
  #held = 0

  /** @param compile may be called again when memory was short in between; throws nothing */
  constructor(
    compiled: Compiled,
    private readonly compile: () => Compiled,
  ) {
    this.size = compiled.size
    this.#machine = this.#made(compiled)
  }

  /** How many bytes a text may have. */
  get longest(): number {
    return Math.max(LONGEST_NAME, Math.floor(MOST_WORK / this.size))
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
    this.#machine ??= this.#made(this.compile())
    const machine = this.#machine
    const isFound = isFoundBy(machine, bytes)
    this.#hold(heldBy(machine))
    return isFound
  }

  /** Lets go of all that can be made anew. */
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
    // A state is three numbers of the program, and one more while it is run.
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

/** Marks which conditions hold at which place, as bits. */
function mark({ conditions, looks }: Machine, masks: Int32Array, bytes: Uint8Array): void {
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
    looks[number]?.run(bytes, length, masks, flip)
  }
}

/** The masks of a text that is no longer than a name, all 0 between two runs. */
const SHORT_MASKS = new Int32Array(512)

/** The text that was asked last, and its bytes: each text is asked of many expressions. */
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

/** Classes of bytes that no set tells apart, by the byte, and a member of each class. */
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
