import type { Comment } from '../../../grammar/index.js'
import { type Item, type ScopeNode, wordsOf } from './file-tree.js'
import type { Taken } from './one-sided.js'
import { optionValue } from './same.js'
import { commentsAt, type Removal } from './take.js'

/** Changes to take over without losing comments that must stay. */
export interface Keeping {
  readonly taken: readonly Taken[]
  /** Changes that cannot be taken over without losing such a comment. */
  readonly refused: readonly Taken[]
}

/**
 * Ensures that the result has every comment that ours added or that all three versions have. Theirs
 * may have moved a comment to a statement that has another comment in ours; then the comment stays
 * where ours has it. Comments are counted by their text.
 */
export function keepComments(
  taken: readonly Taken[],
  base: ScopeNode,
  ours: ScopeNode,
  theirs: ScopeNode,
): Keeping {
  const isConcerned = (each: Taken) => commentsLost(each).length > 0 || keepsAny(each)
  if (!taken.some(isConcerned)) return { taken, refused: [] }
  const needed = neededIn(base, ours, theirs)
  let kept = taken
  const refused: Taken[] = []
  for (;;) {
    const missing = new Map(needed)
    for (const each of kept) {
      for (const comment of commentsLost(each)) add(missing, comment, 1)
      for (const comment of commentsGained(each)) add(missing, comment, -1)
    }
    const isMissing = (comment: Comment) => (missing.get(wordsOf([comment])) ?? 0) > 0
    const index = kept.findIndex((each) => commentsLost(each).some(isMissing))
    const losing = kept[index]
    if (losing === undefined) return { taken: withoutSurplus(kept, missing), refused }
    const careful = withoutLoss(losing, isMissing)
    if (careful === 'refused') refused.push(losing)
    kept = kept.toSpliced(index, 1, ...(careful === 'refused' ? [] : careful))
  }
}

function keepsAny(taken: Taken): boolean {
  return taken.kind === 'remove' && taken.ours.some(({ keeps }) => keeps.length > 0)
}

/**
 * Changes that keep no comment of a statement they take out which others bring: theirs has put another
 * statement below it, so that it would stand twice.
 * @param missing the required number of each comment minus its number in the result
 */
function withoutSurplus(taken: readonly Taken[], missing: Counts): readonly Taken[] {
  const brought: Counts = new Map()
  for (const each of taken) for (const comment of commentsGained(each)) add(brought, comment, 1)
  if (brought.size === 0) return taken
  const isSurplus = (comment: Comment) => {
    const words = wordsOf([comment])
    return (brought.get(words) ?? 0) > 0 && (missing.get(words) ?? 0) < 0
  }
  return taken.map((each) => {
    if (each.kind !== 'remove') return each
    const ours = each.ours.map(({ item, keeps }) => {
      const needed = keeps.filter((place) => {
        const comments = commentsAt(item, place)
        if (comments.length === 0 || !comments.every(isSurplus)) return true
        for (const comment of comments) {
          add(missing, comment, 1)
          add(brought, comment, -1)
        }
        return false
      })
      return { item, keeps: needed }
    })
    return { ...each, ours }
  })
}

/** For each comment, its required number in the result minus its number in ours; 0 or negative. */
function neededIn(...sides: [base: ScopeNode, ours: ScopeNode, theirs: ScopeNode]) {
  const [base, ours, theirs] = sides.map(countsIn) as [Counts, Counts, Counts]
  const needed: Counts = new Map()
  for (const [words, own] of ours) {
    const was = base.get(words) ?? 0
    const all = Math.min(was, own, theirs.get(words) ?? 0)
    needed.set(words, Math.max(own - was, all) - own)
  }
  return needed
}

type Counts = Map<string, number>

function countsIn({ blocks }: ScopeNode): Counts {
  const counts: Counts = new Map()
  for (const comment of blocks[0]?.document.comments() ?? []) add(counts, comment, 1)
  return counts
}

function add(counts: Counts, comment: Comment, number: number): void {
  const words = wordsOf([comment])
  counts.set(words, (counts.get(words) ?? 0) + number)
}

function commentsLost(taken: Taken): readonly Comment[] {
  switch (taken.kind) {
    case 'remove':
      return taken.ours.flatMap(({ item, keeps }) => [
        ...(keeps.includes('above') ? [] : item.above),
        ...commentsWithin(item),
        ...(keeps.includes('behind') ? [] : item.behind.comments),
      ])
    case 'replace':
      return commentsOfValue(taken.ours)
    case 'comment':
      return commentsAt(taken.ours, taken.where)
    case 'inside':
      return taken.edits.flatMap((edit) => taken.ours.block.document.comments(edit))
    default:
      return []
  }
}

function commentsGained(taken: Taken): readonly Comment[] {
  switch (taken.kind) {
    case 'add':
      return taken.theirs.flatMap(({ block, beginsLine, start, body, tail }) =>
        block.document.comments({ start: beginsLine ? start : body.start, end: tail.end }),
      )
    case 'replace':
      return commentsOfValue(taken.theirs)
    case 'comment':
      return commentsAt(taken.theirs, taken.where)
    case 'inside':
      return taken.gained
    default:
      return []
  }
}

function commentsWithin({ block, body }: Item): readonly Comment[] {
  return block.document.comments(body)
}

function commentsOfValue(item: Item): readonly Comment[] {
  return item.node?.type === 'option' ? item.block.document.comments(optionValue(item)) : []
}

/** A change without the loss of missing comments, as far as possible. */
function withoutLoss(
  taken: Taken,
  isMissing: (comment: Comment) => boolean,
): readonly Taken[] | 'refused' {
  if (taken.kind === 'comment' || taken.kind === 'inside') return []
  if (taken.kind !== 'remove') return 'refused'
  const careful: Removal[] = []
  for (const { item, keeps } of taken.ours) {
    if (commentsWithin(item).some(isMissing)) {
      // A separate paragraph of comments simply stays.
      if (item.node !== undefined) return 'refused'
    } else {
      const losing = (['above', 'behind'] as const).filter((place) =>
        commentsAt(item, place).some(isMissing),
      )
      careful.push({ item, keeps: [...keeps, ...losing] })
    }
  }
  return careful.length === 0 ? [] : [{ ...taken, ours: careful }]
}
