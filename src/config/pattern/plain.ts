import type {
  Alternatives,
  Assertion,
  Characters,
  Group,
  LookAround,
  PcreNode,
  Reference,
} from '../../schema/values/pcre/nodes.js'
import type { Budget } from './budget.js'
import { followReferences, referencesIn } from './references.js'
import { Unmatchable } from './unmatchable.js'

/** A part of an expression that an automaton can match. */
export type PlainNode = Characters | Assertion | PlainLookAround | PlainGroup | PlainRepeat
export type PlainSequence = readonly PlainNode[]

export interface PlainGroup {
  readonly type: 'group'
  readonly alternatives: readonly PlainSequence[]
}

export interface PlainLookAround extends Pick<LookAround, 'type' | 'behind' | 'negative'> {
  readonly alternatives: readonly PlainSequence[]
}

export interface PlainRepeat {
  readonly type: 'repeat'
  readonly item: PlainNode
  readonly least: number
  readonly most: number
}

/**
 * Rewrites an expression for an automaton, so that it matches in the same texts.
 *
 * A part without backtracking (`a++`, `(?>a+)`) takes all it can, so nothing more could be taken
 * where it stops: `a++` is `a+(?!a)`. That holds when all rounds take the same number of
 * characters; other cases cannot be rewritten.
 *
 * @throws Unmatchable
 */
export function plainAlternatives(
  alternatives: Alternatives,
  budget: Budget,
): readonly PlainSequence[] {
  return new Rewriting(referencesIn(alternatives), budget).alternatives(alternatives)
}

class Rewriting {
  constructor(
    private readonly referredTo: ReadonlySet<number | string>,
    private readonly budget: Budget,
  ) {}

  alternatives(alternatives: Alternatives): readonly PlainSequence[] {
    return alternatives.map((sequence) => this.sequence(sequence))
  }

  private sequence(sequence: readonly PcreNode[]): PlainSequence {
    const followed = followReferences(sequence, this.referredTo, this.budget)
    return followed.map((node) => this.node(node))
  }

  private node(node: PcreNode): PlainNode {
    this.budget.spend(1)
    switch (node.type) {
      case 'characters':
      case 'assertion':
        return node
      case 'look-around': {
        const { type, behind, negative } = node
        return { type, behind, negative, alternatives: this.alternatives(node.alternatives) }
      }
      case 'repeat': {
        const { type, item, least, most } = node
        return node.possessive ? this.keeping(node) : { type, item: this.node(item), least, most }
      }
      case 'group':
        return node.atomic ? this.atomic(node) : this.group(node)
      case 'reference':
        throw new Unmatchable(node.start, node.end, reasonOf(node))
      case 'opaque':
        throw new Unmatchable(node.start, node.end, node.what)
    }
  }

  private group({ alternatives }: Group): PlainGroup {
    return { type: 'group', alternatives: this.alternatives(alternatives) }
  }

  /** Rewrites `(?>...)`. */
  private atomic(node: Group): PlainNode {
    // All ways to match this end at the same place, so there is nothing to backtrack to.
    if (lengthOf(node) !== undefined) return this.group(node)
    const [sequence, ...others] = node.alternatives
    const last = sequence?.at(-1)
    const before = sequence?.slice(0, -1) ?? []
    if (others.length > 0 || last === undefined || before.some(hasNoLength)) throw keeps(node)
    const tail = last.type === 'group' ? this.atomic(last) : this.keeping(last)
    return { type: 'group', alternatives: [[...this.sequence(before), tail]] }
  }

  /** Rewrites a possessive part, or the end of an atomic group. */
  private keeping(node: PcreNode): PlainNode {
    if (node.type !== 'repeat') throw keeps(node)
    const { least, most, lazy } = node
    if (most === 0) return { type: 'group', alternatives: [[]] }
    if (hasNoLength(node.item) || lengthOf(node.item) === 0) throw keeps(node)
    const item = this.node(node.item)
    const repeat = (from: number, to: number): PlainNode => {
      return { type: 'repeat', item, least: from, most: to }
    }
    if (least === most || (lazy && !node.possessive)) return repeat(least, least)
    const noMore: PlainNode = {
      type: 'look-around',
      behind: false,
      negative: true,
      alternatives: [[item]],
    }
    const stopped = [repeat(least, most), noMore]
    // A repetition at its limit stops even where another round would be possible.
    const full = most === Number.POSITIVE_INFINITY ? [] : [[repeat(most, most)]]
    return { type: 'group', alternatives: [stopped, ...full] }
  }
}

function reasonOf({ to }: Reference): string {
  return `a reference to what group ${typeof to === 'number' ? to : `"${to}"`} has matched`
}

function keeps({ start, end }: PcreNode): Unmatchable {
  return new Unmatchable(start, end, 'a part that keeps what it has taken')
}

function hasNoLength(node: PcreNode): boolean {
  return lengthOf(node) === undefined
}

/** How many characters a part takes; undefined when the text decides. */
function lengthOf(node: PcreNode): number | undefined {
  switch (node.type) {
    case 'characters':
      return 1
    case 'assertion':
    case 'look-around':
      return 0
    case 'repeat': {
      const length = node.least === node.most ? lengthOf(node.item) : undefined
      return length === undefined ? undefined : length * node.least
    }
    case 'group': {
      const [first, ...others] = node.alternatives.map(lengthOfSequence)
      return others.every((length) => length === first) ? first : undefined
    }
    default:
      return undefined
  }
}

function lengthOfSequence(sequence: readonly PcreNode[]): number | undefined {
  let sum = 0
  for (const node of sequence) {
    const length = lengthOf(node)
    if (length === undefined) return undefined
    sum += length
  }
  return sum
}
