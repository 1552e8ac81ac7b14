import { Kind, type Program } from './program.js'

/** How many numbers an automaton may remember while it reads one text. */
const MOST_REMEMBERED = 1 << 18
/** How many numbers an automaton may remember after a text. */
const MOST_KEPT = 1 << 16
/** How often an automaton may forget during one text before it stops remembering altogether. */
const MOST_FORGOTTEN = 2

/** The set of states in which a run may be before a byte. */
interface Standing {
  readonly states: Int32Array
  /** The moves where no condition holds, which is nearly everywhere. */
  plain: Moves | undefined
  /** The moves elsewhere, by the bits of the conditions that hold. */
  moves: Map<number, Moves> | undefined
}

/** Where a run may go from a set of states, when certain conditions hold. */
interface Moves {
  readonly accepts: boolean
  /** The states that read a byte. */
  readonly reading: readonly number[]
  /** The set of states after a byte, by the byte's class. */
  readonly next: (Standing | undefined)[]
}

/**
 * Runs a program over texts, following all its paths at once, so that the time is proportional to
 * the length of the text for any expression. Sets of states are remembered with their successors,
 * so that most bytes cost a single look-up.
 */
export class Automaton {
  readonly #known = new Map<string, Standing>()
  readonly #seen: Uint32Array
  #round = 0
  #remembered = 0
  /** How often all sets were forgotten during the present text. */
  #forgotten = 0

  /**
   * @param classes the class of each byte; bytes of one class are in the same sets
   * @param members one byte of each class
   */
  constructor(
    private readonly program: Program,
    private readonly sets: readonly Uint8Array[],
    private readonly classes: Uint8Array,
    private readonly members: readonly number[],
  ) {
    this.#seen = new Uint32Array(program.kind.length)
  }

  /** How many numbers are remembered at present. */
  get remembered(): number {
    return this.#remembered
  }

  /**
   * @param masks for each place, the bits of the conditions that hold; undefined when none is
   *   needed
   * @param found called for each place where a match ends, until the end of the text; a look-ahead
   *   is read backwards and ends at the place in question. Without it, the first match ends the run
   * @returns whether there is a match
   */
  run(
    bytes: Uint8Array,
    length: number,
    masks: Int32Array | undefined,
    found?: (place: number) => void,
  ): boolean {
    this.#forgotten = 0
    const isFound = this.#run(bytes, length, masks, found)
    if (this.#remembered > MOST_KEPT) this.#forget()
    return isFound
  }

  #run(
    bytes: Uint8Array,
    length: number,
    masks: Int32Array | undefined,
    found: ((place: number) => void) | undefined,
  ): boolean {
    const { backward, conditions } = this.program
    let isFound = false
    let standing = this.#standing([])
    for (let read = 0; ; read++) {
      const place = backward ? length - read : read
      const mask = masks === undefined ? 0 : (masks[place] as number) & conditions
      const moves =
        (mask === 0 ? standing.plain : standing.moves?.get(mask)) ?? this.#moves(standing, mask)
      if (moves.accepts) {
        isFound = true
        if (found === undefined) return true
        found(place)
      }
      if (read === length) return isFound
      const byte = bytes[backward ? place - 1 : place] as number
      const kind = this.classes[byte] as number
      standing = moves.next[kind] ?? this.#read(moves, kind)
    }
  }

  #moves(standing: Standing, mask: number): Moves {
    const moves = this.#follow(standing.states, mask)
    if (mask === 0) standing.plain = moves
    else {
      standing.moves ??= new Map()
      standing.moves.set(mask, moves)
    }
    this.#remembered += moves.reading.length + this.members.length
    return moves
  }

  /**
   * Follows the states that read no byte, from the start state too, as a match may begin anywhere.
   */
  #follow(states: Int32Array, mask: number): Moves {
    const { kind, next, operand, start } = this.program
    const seen = this.#seen
    const round = ++this.#round
    const reading: number[] = []
    let accepts = false
    const ways = [start, ...states]
    for (let state = ways.pop(); state !== undefined; state = ways.pop()) {
      if (seen[state] === round) continue
      seen[state] = round
      switch (kind[state]) {
        case Kind.Byte:
          reading.push(state)
          break
        case Kind.Split:
          ways.push(operand[state] as number, next[state] as number)
          break
        case Kind.Condition:
          if (mask & (1 << (operand[state] as number))) ways.push(next[state] as number)
          break
        default:
          accepts = true
      }
    }
    return { accepts, reading, next: [] }
  }

  #read(moves: Moves, kind: number): Standing {
    const { next, operand } = this.program
    const seen = this.#seen
    const round = ++this.#round
    const member = this.members[kind] as number
    const states: number[] = []
    for (const state of moves.reading) {
      if (this.sets[operand[state] as number]?.[member] !== 1) continue
      const after = next[state] as number
      if (seen[after] === round) continue
      seen[after] = round
      states.push(after)
    }
    if (this.#remembered > MOST_REMEMBERED) this.#forget()
    if (this.#forgotten > MOST_FORGOTTEN) return standingIn(Int32Array.from(states))
    const standing = this.#standing(states)
    moves.next[kind] = standing
    return standing
  }

  #standing(states: number[]): Standing {
    const sorted = Int32Array.from(states).sort()
    const key = sorted.join(' ')
    let standing = this.#known.get(key)
    if (standing === undefined) {
      standing = standingIn(sorted)
      this.#known.set(key, standing)
      this.#remembered += 2 * sorted.length + 8
    }
    return standing
  }

  #forget(): void {
    // The remembered sets refer to each other, so all are forgotten together.
    for (const standing of this.#known.values()) {
      standing.plain = undefined
      standing.moves = undefined
    }
    this.#known.clear()
    this.#remembered = 0
    this.#forgotten++
  }
}

function standingIn(states: Int32Array): Standing {
  return { states, plain: undefined, moves: undefined }
}
