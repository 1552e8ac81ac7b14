import { longestRise, orderedKind } from '../diff/order.js'
import type { Item, ScopeNode } from './file-tree.js'

/** The result of merging the order of the things of one kind in a scope. */
export interface OrderMerge {
  /** The keys of the things to move in ours, in the order of theirs. */
  readonly moves: readonly string[]
  /** Whether both sides changed the order, in different ways. */
  readonly isClash: boolean
  readonly base: Sequence
  readonly ours: Sequence
  readonly theirs: Sequence
}

/** Things whose order counts, in order, by key. */
type Sequence = ReadonlyMap<string, Item>

/** What is read, matched or loaded in the order in which it stands. */
export const ORDERED_KINDS = ['include', 'domain', 'host', 'module'] as const

/** Merges the orders of includes, modules, and regular expressions of domains and hosts. */
export function mergeOrders(
  base: ScopeNode | undefined,
  ours: ScopeNode,
  theirs: ScopeNode,
): OrderMerge[] {
  return ORDERED_KINDS.map((kind) =>
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

/** The things that the base does not have, each with those before it. */
function placesOfNew(base: Sequence, keys: readonly string[]): string[] {
  return keys
    .flatMap((key, index) =>
      base.has(key) ? [] : [JSON.stringify([key, keys.slice(0, index).sort()])],
    )
    .sort()
}

/**
 * Whether each thing that one side added has a place in the resulting order: after all that precede
 * it on this side, and before the others.
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

/** The fewest keys that must move to get from one order to the other. */
function moved(from: readonly string[], to: readonly string[]): string[] {
  const places = new Map(from.map((key, index) => [key, index]))
  const staying = longestRise(to.map((key) => places.get(key) as number))
  return to.filter((_, index) => !staying.has(index))
}

/**
 * The things of one kind in a scope, in order: a scope is at its first stanza, an include where it
 * is read last.
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
