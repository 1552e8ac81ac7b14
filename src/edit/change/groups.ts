import type { Change, Configuration } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'

/**
 * Divides changes into groups that can each be planned on one text: within a group no change
 * depends on another. Later groups see the results of earlier ones.
 * @param current returns the configuration after the groups yielded so far
 */
export function* independentGroups(
  current: () => Configuration,
  changes: readonly Change[],
): Generator<Change[]> {
  let group: Change[] = []
  let taken = new Map<string, Change>()
  for (const change of changes) {
    const [first] = group
    const mayJoin =
      first === undefined ||
      (isUnset(first) === isUnset(change) &&
        keysOf(current(), change).every((key) => isSameScope(taken.get(key), change, key)))
    if (!mayJoin) {
      yield group
      group = []
      taken = new Map()
    }
    group.push(change)
    for (const key of keysOf(current(), change)) taken.set(key, change)
  }
  if (group.length > 0) yield group
}

/**
 * What a change occupies: its option and, if stanzas must be made for it, the outermost of these.
 * The removal of a whole scope is a group of its own.
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

/** Whether two changes that occupy the same key can still be in one group. */
function isSameScope(other: Change | undefined, change: Change, key: string): boolean {
  if (other === undefined) return true
  if (key === ALONE) return other.option !== undefined && change.option !== undefined
  return key.startsWith(NEW) && pathKey(other.path) === pathKey(change.path)
}

function isUnset({ kind }: Change): boolean {
  return kind === 'unset'
}
