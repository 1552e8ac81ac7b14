import type { Comment } from '../../../grammar/index.js'
import { type Item, type ScopeNode, wordsOf } from './file-tree.js'
import type { Taken } from './one-sided.js'
import { optionValue } from './same.js'
import { commentsAt, type Removal } from './take.js'

/** What is taken over without losing a comment that has to stay. */
export interface Keeping {
  readonly taken: readonly Taken[]
  /** What cannot be taken over without losing one. */
  readonly refused: readonly Taken[]
}

/**
 * Sees to it that each comment is in the result which ours added, or which all three versions have.
 * Theirs may have moved a comment to a statement that has another one in ours, so that it has no place
 * there: then it stays where ours has it. Comments are counted by what they say.
 */
export function keepComments(
  taken: readonly Taken[],
  base: ScopeNode,
  ours: ScopeNode,
  theirs: ScopeNode,
): Keeping {
  if (!taken.some((each) => commentsLost(each).length > 0)) return { taken, refused: [] }
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
    if (losing === undefined) return { taken: kept, refused }
    const careful = withoutLoss(losing, isMissing)
    if (careful === 'refused') refused.push(losing)
    kept = kept.toSpliced(index, 1, ...(careful === 'refused' ? [] : careful))
  }
}

/** How many more of each comment than ours has the result must hold: none, or fewer. */
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

/** The same without the loss of comments that are missing then, as far as that goes. */
function withoutLoss(
  taken: Taken,
  isMissing: (comment: Comment) => boolean,
): readonly Taken[] | 'refused' {
  if (taken.kind === 'comment' || taken.kind === 'inside') return []
  if (taken.kind !== 'remove') return 'refused'
  const careful: Removal[] = []
  for (const { item, keeps } of taken.ours) {
    if (commentsWithin(item).some(isMissing)) {
      // A paragraph of comments that stands alone just stays.
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
