import { nameOf, shownValue } from './conflict.js'
import type { Item } from './file-tree.js'
import type { Taken } from './one-sided.js'

/** A change of theirs that was made in ours. */
export interface TakenChange {
  /** `spelling`: quotes, blanks and layout of a whole file that ours did not change. */
  readonly change: 'added' | 'removed' | 'changed' | 'moved' | 'comment' | 'spelling'
  /** What was changed: `Gateway in Domain "yahoo.com"`. */
  readonly what: string
  /** The values of an option, in one line each; absent for a side without a value. */
  readonly before?: string
  readonly after?: string
}

/** Describes a change that was taken over. */
export function takenChange(taken: Taken, maskSecrets: boolean): TakenChange {
  switch (taken.kind) {
    case 'add':
      return described('added', undefined, taken.theirs.at(-1), maskSecrets)
    case 'remove':
      return described('removed', taken.ours.at(-1)?.item, undefined, maskSecrets)
    case 'replace':
      return described('changed', taken.ours, taken.theirs, maskSecrets)
    case 'move':
      return { change: 'moved', what: nameIn(taken.theirs) }
    case 'comment':
    case 'inside':
      return { change: 'comment', what: nameIn(taken.ours) }
  }
}

function described(
  change: TakenChange['change'],
  ours: Item | undefined,
  theirs: Item | undefined,
  maskSecrets: boolean,
): TakenChange {
  const item = (ours ?? theirs) as Item
  const value = (side: Item | undefined) =>
    side?.node?.type === 'option' ? shownValue(side, maskSecrets) : undefined
  const [before, after] = [value(ours), value(theirs)]
  return {
    change,
    what: nameIn(item),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
}

function nameIn(item: Item): string {
  return nameOf(item, item.block.scope.path)
}
