import type { CharacterSet } from '../../schema/values/pcre/character-set.js'
import type { Place } from '../../schema/values/pcre/nodes.js'
import type { Budget } from './budget.js'
import type { PlainLookAround, PlainNode, PlainSequence } from './plain.js'
import { Unmatchable } from './unmatchable.js'

export const Kind = {
  /** Reads a byte of a set, and continues. */
  Byte: 0,
  /** Continues on two paths. */
  Split: 1,
  /** Continues where a condition holds. */
  Condition: 2,
  Accept: 3,
} as const

/**
 * The states of an automaton; state 0 accepts.
 *
 * An expression has one program for itself and one for each look-around, with shared sets and
 * conditions.
 */
export class Program {
  readonly kind: number[] = []
  /** The next state of each state. */
  readonly next: number[] = []
  /** For a byte its set, for a split its other next state, for a condition its number. */
  readonly operand: number[] = []
  start = 0
  /** The conditions that the program refers to, as bits. */
  conditions = 0

  /** @param backward whether to read the text from its end */
  constructor(readonly backward: boolean) {
    this.add(Kind.Accept, 0, 0)
  }

  /** Adds a state. @returns its number */
  add(kind: number, next: number, operand: number): number {
    this.kind.push(kind)
    this.next.push(next)
    return this.operand.push(operand) - 1
  }
}

/** A condition on a place in a text: about the adjacent characters, or a look-around. */
export type Condition = Place | { readonly look: Program; readonly negative: boolean }

/** A compiled expression. */
export interface Compiled {
  readonly program: Program
  /** The conditions inside a look-around come before it. */
  readonly conditions: readonly Condition[]
  /** For each set, 256 numbers: 1 for a byte in the set. */
  readonly sets: readonly Uint8Array[]
  /** How many states all programs have together. */
  readonly size: number
}

/** How many conditions an expression may have, since each takes one bit of a number. */
const MOST_CONDITIONS = 30
const TOO_MANY = `more than ${MOST_CONDITIONS} look arounds`

/**
 * Compiles an expression to the states of an automaton.
 *
 * @throws Unmatchable when there are too many states, or a character is not a byte
 */
export function compile(alternatives: readonly PlainSequence[], budget: Budget): Compiled {
  const compiler = new Compiler(budget)
  const program = compiler.program(alternatives, false)
  return {
    program,
    conditions: compiler.conditions,
    sets: compiler.sets,
    size: compiler.size,
  }
}

class Compiler {
  readonly conditions: Condition[] = []
  readonly sets: Uint8Array[] = []
  readonly #setNumbers = new Map<CharacterSet, number>()
  readonly #setNumbersByText = new Map<string, number>()
  readonly #conditionNumbers = new Map<Place | PlainLookAround, number>()
  size = 0

  constructor(private readonly budget: Budget) {}

  program(alternatives: readonly PlainSequence[], backward: boolean): Program {
    const program = new Program(backward)
    program.start = this.#alternatives(alternatives, 0, program)
    this.size += program.kind.length
    return program
  }

  /** @param next the state after the alternatives @returns the state before them */
  #alternatives(alternatives: readonly PlainSequence[], next: number, program: Program): number {
    let before: number | undefined
    for (const sequence of alternatives.toReversed()) {
      let at = next
      for (const node of program.backward ? sequence : sequence.toReversed()) {
        at = this.#node(node, at, program)
      }
      before = before === undefined ? at : program.add(Kind.Split, at, before)
    }
    return before ?? next
  }

  #node(node: PlainNode, next: number, program: Program): number {
    this.budget.spend(1)
    switch (node.type) {
      case 'characters': {
        const [first] = node.set
        if (first !== undefined && first[0] > 0xff) {
          throw new Unmatchable(node.start, node.end, 'a character that is no byte')
        }
        return program.add(Kind.Byte, next, this.#setNumber(node.set))
      }
      case 'assertion':
        return node.place === 'anywhere' ? next : this.#condition(node.place, next, program)
      case 'look-around':
        return this.#condition(node, next, program)
      case 'group':
        return this.#alternatives(node.alternatives, next, program)
      case 'repeat':
        return this.#repeat(node, next, program)
    }
  }

  #repeat(
    { item, least, most }: PlainNode & { readonly type: 'repeat' },
    next: number,
    program: Program,
  ): number {
    let at = next
    if (most === Number.POSITIVE_INFINITY) {
      at = program.add(Kind.Split, 0, next)
      program.next[at] = this.#node(item, at, program)
    } else {
      for (let count = least; count < most; count++) {
        at = program.add(Kind.Split, this.#node(item, at, program), next)
      }
    }
    for (let count = 0; count < least; count++) at = this.#node(item, at, program)
    return at
  }

  #condition(asked: Place | PlainLookAround, next: number, program: Program): number {
    let number = this.#conditionNumbers.get(asked)
    if (number === undefined) {
      const condition =
        typeof asked === 'string'
          ? asked
          : {
              look: this.program(asked.alternatives, !asked.behind),
              negative: asked.negative,
            }
      number = this.conditions.push(condition) - 1
      if (number >= MOST_CONDITIONS) throw this.budget.exceeded(TOO_MANY)
      this.#conditionNumbers.set(asked, number)
    }
    program.conditions |= 1 << number
    return program.add(Kind.Condition, next, number)
  }

  #setNumber(set: CharacterSet): number {
    // A repetition that is written out looks up the same set each time.
    let number = this.#setNumbers.get(set)
    if (number !== undefined) return number
    const key = set.join(' ')
    number = this.#setNumbersByText.get(key)
    if (number === undefined) {
      number = this.sets.push(membersOf(set, key)) - 1
      this.#setNumbersByText.set(key, number)
    }
    this.#setNumbers.set(set, number)
    return number
  }
}

/** Sets of bytes shared by many expressions, by the text of the set. */
const commonSets = new Map<string, Uint8Array>()
const MOST_COMMON_SETS = 4096

/** For each byte, 1 if it is in the set. */
function membersOf(set: CharacterSet, key: string): Uint8Array {
  const common = commonSets.get(key)
  if (common !== undefined) return common
  const members = new Uint8Array(256)
  for (const [first, last] of set) members.fill(1, first, last + 1)
  if (commonSets.size < MOST_COMMON_SETS) commonSets.set(key, members)
  return members
}
