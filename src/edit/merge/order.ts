import { longestRise, orderedKind } from '../diff/order.js'
import type { Item, ScopeNode } from './file-tree.js'

/** What comes of the order of the things of one kind in a scope. */
export interface OrderMerge {
  /** The keys of what has to go to another place in ours, in the order of theirs. */
  readonly moves: readonly string[]
  /** Whether both sides changed it, each in another way. */
  readonly isClash: boolean
  readonly base: Sequence
  readonly ours: Sequence
  readonly theirs: Sequence
}

/** Things whose order counts, by key, in their order. */
type Sequence = ReadonlyMap<string, Item>

/** Compares the order of includes, of modules, and of domains and hosts that are regular expressions. */
export function mergeOrders(
  base: ScopeNode | undefined,
  ours: ScopeNode,
  theirs: ScopeNode,
): OrderMerge[] {
  return ['include', 'domain', 'host', 'module'].map((kind) =>
    mergeOrder(sequence(base, kind), sequence(ours, kind), sequence(theirs, kind)),
  )
}

function mergeOrder(base: Sequence, ours: Sequence, theirs: Sequence): OrderMerge {
  const shared = (of: Sequence) => [...of.keys()].filter((key) => ours.has(key) && theirs.has(key))
  const old = (keys: readonly string[]) => keys.filter((key) => base.has(key))
  const [mine, wanted] = [shared(ours), shared(theirs)]
  const before = old(shared(base))
  const isOurs = !isSame(before, old(mine))
  const isTheirs = !isSame(before, old(wanted)) && !isSame(old(mine), old(wanted))
  const result = isTheirs ? wanted : mine
  const isClash =
    (isOurs && isTheirs) ||
    !isSame(placesOfNew(base, mine), placesOfNew(base, wanted)) ||
    ![ours, theirs].every((side) => hasRoom(base, side, result))
  return { base, ours, theirs, isClash, moves: isClash || !isTheirs ? [] : moved(mine, wanted) }
}

/** What the base does not have, each with the others that stand before it. */
function placesOfNew(base: Sequence, keys: readonly string[]): string[] {
  return keys
    .flatMap((key, index) =>
      base.has(key) ? [] : [JSON.stringify([key, keys.slice(0, index).sort()])],
    )
    .sort()
}

/**
 * Whether there is a place in the order of the result for each thing that one side added: behind all
 * that this side has before it, and before the others.
 */
function hasRoom(base: Sequence, side: Sequence, result: readonly string[]): boolean {
  const places = new Map(result.map((key, index) => [key, index]))
  let count = 0
  let last = -1
  for (const key of side.keys()) {
    const place = places.get(key)
    if (place !== undefined) {
      count++
      last = Math.max(last, place)
    } else if (!base.has(key) && last + 1 !== count) return false
  }
  return true
}

/** The fewest that have to move to make one order out of another. */
function moved(from: readonly string[], to: readonly string[]): string[] {
  const places = new Map(from.map((key, index) => [key, index]))
  const staying = longestRise(to.map((key) => places.get(key) as number))
  return to.filter((_, index) => !staying.has(index))
}

/**
 * The things of one kind in a scope: a scope stands where its first stanza does, an include where it is
 * read last.
 */
export function sequence(scope: ScopeNode | undefined, kind: string): Sequence {
  const found = new Map<string, Item>()
  for (const [key, items] of scope?.items ?? []) {
    const inner = scope?.scopes.get(key)
    const isKind = inner === undefined ? key.startsWith(`${kind} `) : orderedKind(inner) === kind
    const item = inner === undefined ? items.at(-1) : items[0]
    if (isKind && item !== undefined) found.set(key, item)
  }
  return new Map([...found].sort(([, a], [, b]) => a.start - b.start))
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index])
}
