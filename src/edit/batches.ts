import { pathKey } from '../config/identity.js'
import type { Change } from '../config/index.js'

/**
 * Changes in groups that can be planned over one text: within a group no change has to see what
 * another one did. Later groups see the earlier ones.
 */
export function batchesOf(changes: readonly Change[]): Change[][] {
  const batches: Change[][] = []
  let seen = new Map<string, Change[]>()
  for (const change of changes) {
    const scope = pathKey(change.path)
    const neighbours = seen.get(scope) ?? []
    if (batches.length === 0 || neighbours.some((other) => interfere(other, change))) {
      batches.push([])
      seen = new Map()
    }
    batches.at(-1)?.push(change)
    seen.set(scope, [...(seen.get(scope) ?? []), change])
  }
  return batches
}

/** Whether two changes in one scope may touch the same text. */
function interfere(a: Change, b: Change): boolean {
  if (a.kind === 'unset' || b.kind === 'unset') return a.kind !== b.kind || sameOption(a, b)
  return sameOption(a, b)
}

function sameOption(a: Change, b: Change): boolean {
  return a.option?.toLowerCase() === b.option?.toLowerCase()
}
