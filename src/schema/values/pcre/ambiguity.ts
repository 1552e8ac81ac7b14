import { type CharacterSet, overlap } from './character-set.js'
import type { PcreNode } from './nodes.js'

/**
 * Whether the repetition of an expression matches some texts in a number of ways that doubles with
 * their length, as `(?:a+)+` or `(?:a|a)+` do. If the rest of the expression does not match, PCRE
 * tries all these ways.
 *
 * The positions of the expression, with their successors, form an automaton. The answer is yes if
 * two different paths from a position back to itself read the same text. For very large
 * expressions, and for parts that an automaton cannot express, the answer is no.
 *
 * @param effort the steps left for the whole expression
 */
export function isAmbiguous(repeated: PcreNode, effort: Effort): boolean {
  const positions = new Positions(effort)
  const whole = positions.of(repeated)
  if (whole === undefined) return false
  positions.follow(whole.last, whole.first)
  return positions.haveTwoWays()
}

/** A limit for the remaining steps. */
export interface Effort {
  steps: number
}

/** Positions, and in how many ways each is reached; 2 means two or more. */
type Ways = ReadonlyMap<number, number>

/** A part of an expression: where it may begin and end, and in how many ways it may be empty. */
interface Part {
  readonly first: Ways
  readonly last: Ways
  readonly empty: number
}

const NOWHERE: Ways = new Map()
const EMPTY: Part = { first: NOWHERE, last: NOWHERE, empty: 1 }

/** The limit of positions in an expression, because the time grows with their square. */
const MOST_POSITIONS = 120
/** The limit of parts in an expression when nested repetitions are written out. */
const MOST_PARTS = 1000
/** The longest repetition that is written out, in rounds; a longer one counts as endless. */
const COPIES = 3

class Positions {
  private readonly sets: CharacterSet[] = []
  private readonly followers: Map<number, number>[] = []
  private parts = 0

  constructor(private readonly effort: Effort) {}

  /** The part for a node; undefined when an automaton cannot express the node. */
  of(node: PcreNode): Part | undefined {
    if (++this.parts > MOST_PARTS || --this.effort.steps < 0) return undefined
    switch (node.type) {
      case 'characters': {
        if (this.sets.length === MOST_POSITIONS) return undefined
        const position = this.sets.push(node.set) - 1
        this.followers.push(new Map())
        const here: Ways = new Map([[position, 1]])
        return { first: here, last: here, empty: 0 }
      }
      case 'group':
        return node.atomic ? undefined : this.oneOf(node.alternatives)
      case 'repeat':
        return node.possessive ? undefined : this.repeated(node.item, node.least, node.most)
      default:
        return undefined
    }
  }

  private oneOf(alternatives: readonly (readonly PcreNode[])[]): Part | undefined {
    let part: Part = { first: NOWHERE, last: NOWHERE, empty: 0 }
    for (const sequence of alternatives) {
      const next = this.sequence(sequence.map((node) => () => this.of(node)))
      if (next === undefined) return undefined
      part = {
        first: sum(part.first, next.first),
        last: sum(part.last, next.last),
        empty: part.empty + next.empty,
      }
    }
    return part
  }

  private sequence(makers: readonly (() => Part | undefined)[]): Part | undefined {
    let part: Part = EMPTY
    for (const make of makers) {
      const next = make()
      if (next === undefined) return undefined
      this.follow(part.last, next.first)
      part = {
        first: sum(part.first, next.first, part.empty),
        last: sum(next.last, part.last, next.empty),
        empty: part.empty * next.empty,
      }
    }
    return part
  }

  private repeated(item: PcreNode, least: number, most: number): Part | undefined {
    if (most === 0) return EMPTY
    const once = () => this.of(item)
    const required = new Array<() => Part | undefined>(Math.min(least, COPIES)).fill(once)
    if (least === most) return this.sequence(required)
    const more = most - least
    const rest = () => (more > COPIES ? this.endless(item) : this.upTo(item, more))
    return this.sequence([...required, rest])
  }

  private endless(item: PcreNode): Part | undefined {
    const part = this.of(item)
    if (part === undefined) return undefined
    this.follow(part.last, part.first)
    return { ...part, empty: 1 }
  }

  /** The part for `x{0,2}`, as `(?:x(?:x)?)?`. */
  private upTo(item: PcreNode, count: number): Part | undefined {
    if (count === 0) return EMPTY
    const part = this.sequence([() => this.of(item), () => this.upTo(item, count - 1)])
    return part && { ...part, empty: 1 }
  }

  follow(ends: Ways, beginnings: Ways): void {
    for (const [end, ways] of ends) {
      const followers = this.followers[end] as Map<number, number>
      this.effort.steps -= beginnings.size
      for (const [beginning, more] of beginnings) {
        followers.set(beginning, (followers.get(beginning) ?? 0) + ways * more)
      }
    }
  }

  /**
   * Whether two paths part at a position and meet again after the same text; all positions are in
   * one cycle.
   */
  haveTwoWays(): boolean {
    for (const followers of this.followers) {
      for (const ways of followers.values()) if (ways > 1) return true
    }
    const count = this.sets.length
    const seen = new Uint8Array(count * count)
    const pairs = Array.from({ length: count }, (_, position) => [position, position] as const)
    for (const [left, right] of pairs) {
      for (const one of this.followersOf(left)) {
        for (const other of this.followersOf(right)) {
          if (one === other) {
            if (left !== right) return true
            continue
          }
          if (--this.effort.steps < 0) return false
          const key = one * count + other
          if (seen[key] === 1) continue
          seen[key] = 1
          if (overlap(this.setOf(one), this.setOf(other))) pairs.push([one, other])
        }
      }
    }
    return false
  }

  private followersOf(position: number): Iterable<number> {
    return (this.followers[position] as Map<number, number>).keys()
  }

  private setOf(position: number): CharacterSet {
    return this.sets[position] as CharacterSet
  }
}

/** The sum of two counts of ways, with `more` multiplied by `times`. */
function sum(ways: Ways, more: Ways, times = 1): Ways {
  const all = new Map(ways)
  if (times > 0) {
    for (const [position, count] of more) {
      all.set(position, (all.get(position) ?? 0) + count * times)
    }
  }
  return all
}
