import type { Change, Configuration } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'

/**
 * Changes in groups that can be planned over one text: within a group no change has to see what
 * another one did. Later groups see the earlier ones.
 * @param current the configuration as the groups that were taken so far leave it
 */
export function* batchesOf(
  current: () => Configuration,
  changes: readonly Change[],
): Generator<Change[]> {
  let batch: Change[] = []
  let taken = new Map<string, Change>()
  for (const change of changes) {
    const [first] = batch
    const mayJoin =
      first === undefined ||
      (isUnset(first) === isUnset(change) &&
        keysOf(current(), change).every((key) => isSameScope(taken.get(key), change, key)))
    if (!mayJoin) {
      yield batch
      batch = []
      taken = new Map()
    }
    batch.push(change)
    for (const key of keysOf(current(), change)) taken.set(key, change)
  }
  if (batch.length > 0) yield batch
}

/**
 * What a change needs for itself: its option and, of the stanzas that have to be made for it, the
 * outermost. A whole scope that is taken out stands alone.
 */
function keysOf(configuration: Configuration, { path, option }: Change): string[] {
  if (option === undefined) return [ALONE]
  const own = `${pathKey(path)}\n${option.toLowerCase()}`
  const depth = path.findIndex(
    (_, index) => configuration.scope(path.slice(0, index + 1)) === undefined,
  )
  return depth === -1 ? [ALONE, own] : [ALONE, own, NEW + pathKey(path.slice(0, depth + 1))]
}

const ALONE = 'alone'
const NEW = 'new '

/** Whether two changes that need the same do not get into each other's way. */
function isSameScope(other: Change | undefined, change: Change, key: string): boolean {
  if (other === undefined) return true
  if (key === ALONE) return other.option !== undefined && change.option !== undefined
  return key.startsWith(NEW) && pathKey(other.path) === pathKey(change.path)
}

function isUnset({ kind }: Change): boolean {
  return kind === 'unset'
}
