import { type Item, type ScopeNode, wordsOf } from './file-tree.js'
import { keepComments } from './keep.js'
import type { Taken } from './one-sided.js'
import { mergeOrders } from './order.js'
import { commentsOf, optionValue, sameItem, sameScope } from './same.js'
import { canHaveComments, commentsAt, type Removal } from './take.js'
import { valueComments } from './value-comments.js'

/** Something that both sides changed differently. An empty side has removed it. */
export interface Clash {
  /** `stuck`: theirs has moved the item, but it contains another conflict. */
  readonly kind: 'item' | 'order' | 'stuck'
  readonly base: readonly Item[]
  readonly ours: readonly Item[]
  readonly theirs: readonly Item[]
  /** The scope around it, in ours. */
  readonly scope: ScopeNode
}

/** A planned merge. */
export interface MergeDecisions {
  readonly taken: readonly Taken[]
  readonly clashes: readonly Clash[]
  /** Options of ours in whose values theirs changed comments that cannot be placed. */
  readonly left: readonly Item[]
  /** The scopes of theirs that ours has too, each with that of ours. */
  readonly pairs: ReadonlyMap<ScopeNode, ScopeNode>
}

/** Compares three versions of a file by scope and option. */
export function decideMerge(base: ScopeNode, ours: ScopeNode, theirs: ScopeNode): MergeDecisions {
  const decider = new Decider()
  decider.compare(base, ours, theirs)
  do decider.holdBack()
  while (decider.keepComments(base, ours, theirs))
  return decider
}

class Decider implements MergeDecisions {
  taken: Taken[] = []
  readonly clashes: Clash[] = []
  readonly left: Item[] = []
  readonly pairs = new Map<ScopeNode, ScopeNode>()

  compare(base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    this.pairs.set(theirs, ours)
    this.#orders(base, ours, theirs)
    const keys = new Set([...theirs.items.keys(), ...(base?.items.keys() ?? [])])
    for (const key of keys) {
      if (key.startsWith('option ') || key.startsWith('include '))
        this.#last(key, base, ours, theirs)
      else if (key.startsWith('scope ')) this.#scope(key, base, ours, theirs)
      else this.#each(key, base, ours, theirs)
      if (!key.startsWith('comment ')) this.#comments(key, base, ours, theirs)
    }
  }

  /**
   * Holds changes back: a statement in conflict keeps its comments, and an item with a conflict
   * inside stays in place, so that whoever resolves the conflict finds it.
   */
  holdBack(): void {
    const places = this.clashes.map(({ scope }) => scope.path)
    const disputed = new Set(this.clashes.flatMap(({ ours }) => ours))
    this.taken = this.taken.filter((each) => {
      if (each.kind === 'comment') return !disputed.has(each.ours)
      if (each.kind !== 'move') return true
      const { block, key } = each.ours[0] as Item
      const { scope } = block
      const step = scope.scopes.get(key)?.path.at(-1)
      if (step === undefined || !places.some((path) => path.includes(step))) return true
      this.clashes.push({
        kind: 'stuck',
        base: [],
        ours: each.ours,
        theirs: [each.theirs],
        scope,
      })
      return false
    })
  }

  /**
   * Holds back changes that would lose a comment that must stay.
   * @returns whether there are new conflicts
   */
  keepComments(base: ScopeNode, ours: ScopeNode, theirs: ScopeNode): boolean {
    const { taken, refused } = keepComments(this.taken, base, ours, theirs)
    this.taken = [...taken]
    for (const each of refused) {
      if (each.kind !== 'remove' && each.kind !== 'replace') continue
      const items = each.kind === 'remove' ? each.ours.map(({ item }) => item) : [each.ours]
      const { scope } = (items[0] as Item).block
      const theirs = each.kind === 'replace' ? [each.theirs] : []
      this.clashes.push({ kind: 'item', base: each.base, ours: items, theirs, scope })
    }
    return refused.length > 0
  }

  /** Decides about options and includes, of which the last one counts. */
  #last(key: string, base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    const [was, own, their] = [base?.last(key), ours.last(key), theirs.last(key)]
    const sides = { was: base?.all(key) ?? [], own: ours.all(key), their: their ? [their] : [] }
    this.#decide(was, own, their, sides, ours)
  }

  /** Decides about comments, each occurrence separately. */
  #each(key: string, base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    const [was, own, their] = [base?.all(key) ?? [], ours.all(key), theirs.all(key)]
    const count = Math.max(was.length, their.length)
    for (let index = 0; index < count; index++) {
      const one = (items: readonly Item[]) => items.slice(index, index + 1)
      const sides = { was: one(was), own: one(own), their: one(their) }
      this.#decide(was[index], own[index], their[index], sides, ours)
    }
  }

  #decide(
    was: Item | undefined,
    own: Item | undefined,
    their: Item | undefined,
    sides: Record<'was' | 'own' | 'their', readonly Item[]>,
    scope: ScopeNode,
  ): void {
    if (sameItem(scope, was, their)) {
      if (was && own && their) this.#inside(was, own, their)
      return
    }
    if (sameItem(scope, own, their)) return
    if (!sameItem(scope, own, was) || hasOwnComments(was, own, sides)) {
      this.clashes.push({
        kind: 'item',
        base: sides.was.slice(-1),
        ours: sides.own.slice(-1),
        theirs: sides.their,
        scope,
      })
    } else if (their === undefined) {
      this.taken.push({ kind: 'remove', ours: removals(sides.own, sides.was), base: sides.was })
    } else if (own === undefined) this.taken.push({ kind: 'add', theirs: sides.their, scope })
    else this.taken.push({ kind: 'replace', ours: own, theirs: their, base: sides.was.slice(-1) })
  }

  /** Takes over changed comments in a value that is otherwise unchanged in theirs. */
  #inside(was: Item, own: Item, their: Item): void {
    if (was.node?.type !== 'option') return
    const { edits, gained, isPartial } = valueComments(was, own, their)
    if (edits.length > 0)
      this.taken.push({ kind: 'inside', ours: own, theirs: their, edits, gained })
    if (isPartial) this.left.push(own)
  }

  #scope(key: string, base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    const [was, own, their] = [base?.scopes.get(key), ours.scopes.get(key), theirs.scopes.get(key)]
    const sides = { base: base?.all(key) ?? [], ours: ours.all(key), theirs: theirs.all(key) }
    if (their !== undefined && own !== undefined) this.compare(was, own, their)
    else if (their !== undefined) {
      if (was === undefined) this.taken.push({ kind: 'add', theirs: sides.theirs, scope: ours })
      else if (!sameScope(was, their)) this.clashes.push({ kind: 'item', ...sides, scope: ours })
    } else if (own !== undefined) {
      const isOurs = !sameScope(was, own) || commentsOf(sides.base) !== commentsOf(sides.ours)
      if (isOurs) this.clashes.push({ kind: 'item', ...sides, scope: ours })
      else {
        const ours = removals(sides.ours, sides.base)
        this.taken.push({ kind: 'remove', ours, base: sides.base })
      }
    }
  }

  /** Takes over changed comments of a statement, if its counterparts are certain. */
  #comments(key: string, base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    const [was, own, their] = [base?.all(key) ?? [], ours.all(key), theirs.all(key)]
    if (was.length !== own.length || was.length !== their.length) return
    for (const [index, before] of was.entries()) {
      const [mine, other] = [own[index] as Item, their[index] as Item]
      if (!sameItem(ours, before, mine)) continue
      for (const where of ['above', 'head', 'behind'] as const) {
        const [old, kept, now] = [before, mine, other].map((item) =>
          wordsOf(commentsAt(item, where)),
        )
        if (old === kept && old !== now && canHaveComments(mine, other, where)) {
          this.taken.push({ kind: 'comment', where, ours: mine, theirs: other })
        }
      }
    }
  }

  /** Merges the orders of includes, and of scopes whose order counts. */
  #orders(base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    for (const order of mergeOrders(base, ours, theirs)) {
      const [was, own, their] = [order.base, order.ours, order.theirs]
      if (order.isClash) {
        const shared = (side: ReadonlyMap<string, Item>) =>
          [...side.values()].filter(({ key }) => own.has(key) && their.has(key))
        this.clashes.push({
          kind: 'order',
          base: shared(was),
          ours: shared(own),
          theirs: shared(their),
          scope: ours,
        })
      }
      for (const key of order.moves) {
        const theirs = their.get(key) as Item
        this.taken.push({ kind: 'move', ours: ours.all(key), theirs })
      }
    }
  }
}

/** The removals of items; comments above that the base does not have stay. */
function removals(ours: readonly Item[], base: readonly Item[]): Removal[] {
  return ours.map((item, index) => {
    const before = base[index]
    const isOld = before !== undefined && wordsOf(before.above) === wordsOf(item.above)
    return { item, keeps: isOld ? [] : ['above'] }
  })
}

/** Whether taking over the change of theirs would lose a comment of ours. */
function hasOwnComments(
  was: Item | undefined,
  own: Item | undefined,
  sides: Record<'was' | 'own' | 'their', readonly Item[]>,
): boolean {
  if (was === undefined || own?.node === undefined) return false
  const isOption = own.node.type === 'option'
  if (sides.their.length > 0) return isOption && commentsInside(was) !== commentsInside(own)
  return commentsOf(sides.was) !== commentsOf(sides.own)
}

function commentsInside(item: Item): string {
  return wordsOf(item.block.document.comments(optionValue(item)))
}
