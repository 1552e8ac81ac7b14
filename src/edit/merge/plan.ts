import { longestRise, orderedKind } from '../diff/order.js'
import { type Item, type ScopeNode, wordsOf } from './file-tree.js'
import { commentsOf, optionValue, sameItem, sameScope } from './same.js'
import { type CommentPlace, canHaveComments, commentsAt } from './take.js'

/** One thing that theirs changed against the base and ours did not: it is to be taken over. */
export type Taken =
  | { readonly kind: 'add'; readonly theirs: readonly Item[]; readonly scope: ScopeNode }
  | { readonly kind: 'remove'; readonly ours: readonly Item[]; readonly base: readonly Item[] }
  | { readonly kind: 'replace'; readonly ours: Item; readonly theirs: Item }
  | {
      readonly kind: 'comment'
      readonly where: CommentPlace
      readonly ours: Item
      readonly theirs: Item
    }
  | { readonly kind: 'move'; readonly ours: readonly Item[]; readonly theirs: Item }

/** Something that both sides changed, each in another way. An empty side has taken it out. */
export interface Clash {
  /** `stuck`: theirs has moved it, and it holds another one. */
  readonly kind: 'item' | 'order' | 'stuck'
  readonly base: readonly Item[]
  readonly ours: readonly Item[]
  readonly theirs: readonly Item[]
  /** The scope that it stands in, on our side. */
  readonly scope: ScopeNode
}

/** What a merge comes to, before anything is written. */
export interface MergePlan {
  readonly taken: readonly Taken[]
  readonly clashes: readonly Clash[]
  /** The scopes of theirs that ours has too. */
  readonly pairs: ReadonlyMap<ScopeNode, ScopeNode>
}

/** Compares three versions of a file, by scope and option. */
export function planMerge(base: ScopeNode, ours: ScopeNode, theirs: ScopeNode): MergePlan {
  const planner = new Planner()
  planner.compare(base, ours, theirs)
  planner.holdBack()
  return planner
}

class Planner implements MergePlan {
  taken: Taken[] = []
  readonly clashes: Clash[] = []
  readonly pairs = new Map<ScopeNode, ScopeNode>()

  compare(base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    this.pairs.set(theirs, ours)
    this.#orders(base, ours, theirs)
    const keys = new Set([...theirs.items.keys(), ...(base?.items.keys() ?? [])])
    for (const key of keys) {
      if (key.startsWith('option ')) this.#option(key, base, ours, theirs)
      else if (key.startsWith('scope ')) this.#scope(key, base, ours, theirs)
      else this.#each(key, base, ours, theirs)
      if (!key.startsWith('comment ')) this.#comments(key, base, ours, theirs)
    }
  }

  /**
   * What is in conflict keeps its comments, and what has a conflict inside stays where it is: whoever
   * solves that has to find it.
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

  #option(key: string, base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    const [was, own, their] = [base?.last(key), ours.last(key), theirs.last(key)]
    const sides = { was: base?.all(key) ?? [], own: ours.all(key), their: their ? [their] : [] }
    this.#decide(was, own, their, sides, ours)
  }

  /** Includes and comments: each occurrence is one thing. */
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
      if (was && own && their && isRedone(was, own, their)) {
        this.taken.push({ kind: 'replace', ours: own, theirs: their })
      }
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
      this.taken.push({ kind: 'remove', ours: sides.own, base: sides.was })
    } else if (own === undefined) this.taken.push({ kind: 'add', theirs: sides.their, scope })
    else this.taken.push({ kind: 'replace', ours: own, theirs: their })
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
      else this.taken.push({ kind: 'remove', ours: sides.ours, base: sides.base })
    }
  }

  /** The comments of a statement, where it is clear which statement is which. */
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

  /** Includes, and scopes whose order counts, that theirs has put at other places. */
  #orders(base: ScopeNode | undefined, ours: ScopeNode, theirs: ScopeNode): void {
    for (const kind of ['include', 'domain', 'host', 'module']) {
      const [was, own, their] = [base, ours, theirs].map((scope) => sequence(scope, kind))
      const common = (items: Map<string, Item> | undefined) =>
        [...(items?.keys() ?? [])].filter(
          (key) => was?.has(key) && own?.has(key) && their?.has(key),
        )
      const [before, mine, wanted] = [common(was), common(own), common(their)]
      if (isSame(before, wanted) || isSame(mine, wanted)) continue
      const items = (map: Map<string, Item> | undefined, keys: readonly string[]) =>
        keys.flatMap((key) => map?.get(key) ?? [])
      if (!isSame(before, mine)) {
        this.clashes.push({
          kind: 'order',
          base: items(was, before),
          ours: items(own, mine),
          theirs: items(their, wanted),
          scope: ours,
        })
        continue
      }
      const places = new Map(mine.map((key, index) => [key, index]))
      const staying = longestRise(wanted.map((key) => places.get(key) as number))
      for (const [index, key] of wanted.entries()) {
        if (staying.has(index)) continue
        const item = own?.get(key) as Item
        const isScope = item.node?.type === 'scope'
        this.taken.push({
          kind: 'move',
          ours: isScope ? ours.all(item.key) : [item],
          theirs: their?.get(key) as Item,
        })
      }
    }
  }
}

/** The items of a kind whose order counts; a scope stands where its first stanza does. */
function sequence(scope: ScopeNode | undefined, kind: string): Map<string, Item> {
  const found = new Map<string, Item>()
  for (const [key, items] of scope?.items ?? []) {
    const inner = scope?.scopes.get(key)
    const isKind = inner === undefined ? key.startsWith(`${kind} `) : orderedKind(inner) === kind
    if (!isKind) continue
    for (const [index, item] of items.entries()) {
      if (inner === undefined || index === 0) found.set(`${key} ${index}`, item)
    }
  }
  return new Map([...found].sort(([, a], [, b]) => a.start - b.start))
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index])
}

/** Whether theirs has other comments inside of a value, and ours has it as it was. */
function isRedone(was: Item, own: Item, their: Item): boolean {
  if (was.node?.type !== 'option') return false
  return (
    commentsInside(was) !== commentsInside(their) && commentsInside(was) === commentsInside(own)
  )
}

/** Whether taking over what theirs did would lose a comment of ours. */
function hasOwnComments(
  was: Item | undefined,
  own: Item | undefined,
  sides: Record<'was' | 'own' | 'their', readonly Item[]>,
): boolean {
  if (was === undefined || own?.node?.type !== 'option') return false
  if (sides.their.length > 0) return commentsInside(was) !== commentsInside(own)
  return commentsOf(sides.was) !== commentsOf(sides.own)
}

function commentsInside(item: Item): string {
  return wordsOf(item.block.document.comments(optionValue(item)))
}
