import type { Change } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import type { ChangeSet, Refusal } from './change-set.js'

/**
 * Places as many changes as possible, and leaves the others out with the reasons. Changes of one
 * option, or of a scope and its contents, are placed together or not at all: some of them alone
 * would write a value that nobody requested.
 * @param place plans some of the changes
 */
export async function placeWhatCanBe(
  changes: readonly Change[],
  place: (some: readonly Change[]) => Promise<ChangeSet>,
): Promise<ChangeSet> {
  const leftOut = new Map<Change, Refusal>()
  let kept = changes
  let result = await place(kept)
  while (result.refusals.some(({ change }) => change !== undefined && kept.includes(change))) {
    const refused = result.refusals.filter(({ change }) => change !== undefined)
    kept = without(kept, refused, leftOut)
    result = await place(kept)
  }
  if (result.refusals.length > 0) {
    kept = await placedOneByOne(kept, place, leftOut)
    result = await place(kept)
  }
  return { ...result, leftOut: changes.flatMap((each) => leftOut.get(each) ?? []) }
}

/** The changes that are independent of the refused ones. */
function without(
  changes: readonly Change[],
  refused: readonly Refusal[],
  leftOut: Map<Change, Refusal>,
): readonly Change[] {
  for (const refusal of refused) {
    if (refusal.change !== undefined) leftOut.set(refusal.change, refusal)
  }
  return changes.filter((change) => {
    if (leftOut.has(change)) return false
    const refusal = refused.find(
      (each) => each.change !== undefined && areTogether(each.change, change),
    )
    if (refusal === undefined) return true
    leftOut.set(change, { ...refusal, change })
    return false
  })
}

/** Places one group at a time, to find the changes that cause refusals naming no change. */
async function placedOneByOne(
  changes: readonly Change[],
  place: (some: readonly Change[]) => Promise<ChangeSet>,
  leftOut: Map<Change, Refusal>,
): Promise<readonly Change[]> {
  const kept = new Set<Change>()
  const inOrder = (more: readonly (readonly Change[])[]) => {
    const wanted = new Set([...kept, ...more.flat()])
    return changes.filter((change) => wanted.has(change))
  }
  const add = async (groups: readonly (readonly Change[])[]): Promise<void> => {
    if (groups.length === 0) return
    const [refusal] = (await place(inOrder(groups))).refusals
    if (refusal === undefined) {
      for (const change of groups.flat()) kept.add(change)
    } else if (groups.length === 1) {
      for (const change of groups.flat()) leftOut.set(change, { ...refusal, change })
    } else {
      const half = groups.length >> 1
      await add(groups.slice(0, half))
      await add(groups.slice(half))
    }
  }
  await add(together(changes))
  return inOrder([])
}

/** Groups of changes that must be placed together. */
function together(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = []
  for (const change of changes) {
    const own = groups.filter((group) => group.some((each) => areTogether(each, change)))
    const [first, ...others] = own
    if (first === undefined) groups.push([change])
    else {
      first.push(...others.flat(), change)
      for (const other of others) groups.splice(groups.indexOf(other), 1)
    }
  }
  return groups
}

function areTogether(a: Change, b: Change): boolean {
  const keyOfA = pathKey(a.path)
  const keyOfB = pathKey(b.path)
  if (a.option === undefined && keyOfB.startsWith(keyOfA)) return true
  if (b.option === undefined && keyOfA.startsWith(keyOfB)) return true
  return keyOfA === keyOfB && a.option?.toLowerCase() === b.option?.toLowerCase()
}
