import { orderedKind } from '../diff/order.js'
import type { Block, Item, ScopeNode } from './file-tree.js'
import type { Spot } from './insert.js'
import { sequence } from './order.js'

/** Finds the places in ours for things of theirs, next to the same neighbours. */
export class Places {
  /** For each scope of ours, where the last thing of each ordered kind went. */
  readonly #last = new Map<ScopeNode, Map<string, Spot>>()
  readonly #things = new Map<ScopeNode, Map<string, readonly Item[]>>()

  /**
   * @param pairs the scopes of theirs, each with the same scope of ours
   * @param stays whether an item of ours stays where it is
   */
  constructor(
    readonly pairs: ReadonlyMap<ScopeNode, ScopeNode>,
    readonly stays: (ours: Item) => boolean,
  ) {}

  /**
   * The spot for some adjacent items; must be called in the order of the text.
   * @param run items of one block; all those whose order counts are of one kind
   */
  spotFor(run: readonly Item[]): Spot {
    const ours = this.pairs.get((run[0] as Item).block.scope) as ScopeNode
    const kind = run.map(kindOf).find((each) => each !== undefined)
    const nearest = this.#nearest(run, ours)
    if (kind === undefined) return nearest
    const known = this.#last.get(ours) ?? new Map<string, Spot>()
    this.#last.set(ours, known)
    const spot = this.#inOrder(run, ours, kind, nearest, known.get(kind))
    known.set(kind, spot)
    return spot
  }

  #nearest(run: readonly Item[], ours: ScopeNode): Spot {
    const [first, last] = [run[0] as Item, run.at(-1) as Item]
    const { items } = first.block
    const from = items.indexOf(first)
    const to = items.indexOf(last)
    // An include that is read last must stay last, because it is meant to win.
    if (to === items.length - 1 && kindOf(last) === 'include') return this.#atEnd(ours, true)
    const top = ours.blocks[0]?.items[0]
    // The comment at the top of a file stays at the top.
    if (from === 0 && first.node === undefined && top) return { kind: 'before', item: top }
    return (
      this.#behind(items.slice(0, from), ours) ??
      this.#before(items.slice(to + 1), ours) ??
      this.#atEnd(ours, false)
    )
  }

  /** The nearest spot, unless it breaks the order of this kind. */
  #inOrder(
    run: readonly Item[],
    ours: ScopeNode,
    kind: string,
    nearest: Spot,
    last: Spot | undefined,
  ): Spot {
    const { scope } = (run[0] as Item).block
    const things = this.#thingsOf(scope, kind)
    const ordered = run.filter((item) => things.includes(item))
    const [first, final] = [ordered[0], ordered.at(-1)]
    if (first === undefined || final === undefined) return nearest
    const anchors = (items: readonly Item[]) =>
      items.flatMap((item) => counterpart(item, ours, 'last') ?? []).filter(this.stays)
    const added = this.#addedAround(ordered, scope, this.#thingsOf(ours, kind))
    const previous = latest([...anchors(things.slice(0, things.indexOf(first))), ...added.before])
    const next = earliest([...anchors(things.slice(things.indexOf(final) + 1)), ...added.behind])
    const place = indexOf(nearest)
    const isBehind = previous === undefined || place >= previous.tail.next
    const isBefore = next === undefined || place <= next.start
    const spot = isBehind && isBefore ? nearest : (behind(previous) ?? before(next) ?? nearest)
    return last !== undefined && indexOf(spot) < indexOf(last) ? last : spot
  }

  /**
   * What ours has added before and after the things that move, which keeps its place among them.
   */
  #addedAround(run: readonly Item[], theirs: ScopeNode, things: readonly Item[]) {
    const moving = new Set(run.map(({ key }) => key))
    const from = things.findLastIndex(({ key }) => moving.has(key))
    const to = things.findIndex(({ key }) => moving.has(key))
    const added = (items: readonly Item[]) =>
      items.filter(({ key }) => !theirs.items.has(key)).filter(this.stays)
    return from === -1
      ? { before: [], behind: [] }
      : { before: added(things.slice(0, from)), behind: added(things.slice(to)) }
  }

  #thingsOf(scope: ScopeNode, kind: string): readonly Item[] {
    const known = this.#things.get(scope) ?? new Map<string, readonly Item[]>()
    this.#things.set(scope, known)
    const things = known.get(kind) ?? [...sequence(scope, kind).values()]
    known.set(kind, things)
    return things
  }

  #behind(items: readonly Item[], ours: ScopeNode): Spot | undefined {
    for (const item of items.toReversed()) {
      const anchor = counterpart(item, ours, 'last')
      if (anchor !== undefined && this.stays(anchor)) return behind(anchor)
    }
    return undefined
  }

  #before(items: readonly Item[], ours: ScopeNode): Spot | undefined {
    for (const item of items) {
      const anchor = counterpart(item, ours, 'first')
      if (anchor !== undefined && this.stays(anchor)) return before(anchor)
    }
    return undefined
  }

  /** @param isLast whether the spot is after everything, even read-only includes */
  #atEnd({ blocks }: ScopeNode, isLast: boolean): Spot {
    const block = (isLast ? blocks.at(-1) : blocks[0]) as Block
    const items = block.items.filter(this.stays)
    const end = isLast ? items.length : items.findLastIndex((item) => !isOverlay(item)) + 1
    const anchor = items[end - 1]
    if (anchor !== undefined) return { kind: 'behind', item: anchor }
    // An item to be removed is no neighbour, but nothing may be inserted inside it.
    const next = items[0] ?? block.items[0]
    return next === undefined ? { kind: 'into', block } : { kind: 'before', item: next }
  }
}

/** The ordered kind of an item: include, or scopes whose order counts; undefined for others. */
export function kindOf({ node, block, key }: Item): string | undefined {
  if (node?.type === 'include') return 'include'
  const scope = block.scope.scopes.get(key)
  return scope && orderedKind(scope)
}

function behind(item: Item | undefined): Spot | undefined {
  return item && { kind: 'behind', item }
}

function before(item: Item | undefined): Spot | undefined {
  return item && { kind: 'before', item }
}

function latest(items: readonly Item[]): Item | undefined {
  return items.reduce<Item | undefined>((a, b) => (a && a.start > b.start ? a : b), undefined)
}

function earliest(items: readonly Item[]): Item | undefined {
  return items.reduce<Item | undefined>((a, b) => (a && a.start < b.start ? a : b), undefined)
}

/** The index of a spot in our text. */
function indexOf(spot: Spot): number {
  switch (spot.kind) {
    case 'behind':
      return spot.item.tail.next
    case 'before':
      return spot.item.start
    case 'into':
      return spot.block.end
  }
}

/** The corresponding item of ours; of several stanzas or comments the one with the same number. */
function counterpart(item: Item, ours: ScopeNode, which: 'first' | 'last'): Item | undefined {
  const known = ours.all(item.key)
  if (item.node?.type === 'include') return known.at(-1)
  if (item.node?.type === 'option') return which === 'last' ? known.at(-1) : known[0]
  const index = item.block.scope.all(item.key).indexOf(item)
  return known[index] ?? (item.node?.type === 'scope' ? known.at(-1) : undefined)
}

function isOverlay({ node }: Item): boolean {
  return node?.type === 'include' && node.readOnly
}
