import type { Scope } from '../../config/index.js'
import { hasDomainInstances, isRegexInstance, pathKey } from '../../config/merging/identity.js'
import { partitionPoint } from '../../syntax/index.js'

/**
 * The group of scopes whose order counts that a scope belongs to (language spec 1): regular
 * expressions of domains and hosts, of which the first match wins, or modules, whose hooks run in
 * the order of their stanzas. Undefined when the order does not count.
 */
export function orderedKind(
  scope: Pick<Scope, 'name' | 'instance' | 'type' | 'path'>,
): string | undefined {
  const name = scope.name.toLowerCase()
  if (hasDomainInstances(name) && scope.instance !== undefined) {
    return isRegexInstance(scope.instance) ? name : undefined
  }
  return scope.type?.module && scope.path.length === 1 ? 'module' : undefined
}

/** The inner scopes whose order counts, in order, by kind. */
export function orderedScopes(parent: Scope | undefined): Map<string, Scope[]> {
  const kinds = new Map<string, Scope[]>()
  for (const scope of parent?.scopes ?? []) {
    const kind = orderedKind(scope)
    if (kind === undefined) continue
    const known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, [scope])
    else known.push(scope)
  }
  return kinds
}

/** A scope at another place among those of its kind. */
export interface Move {
  readonly scope: Scope
  /** The scope that it now precedes; undefined when it is the last one. */
  readonly next: Scope | undefined
}

/**
 * The smallest set of scopes to move to get from one order to another. Scopes of only one side are
 * ignored.
 */
export function movesBetween(before: readonly Scope[], after: readonly Scope[]): Move[] {
  const places = new Map(before.map((scope, index) => [pathKey(scope.path), index]))
  const common = after.filter(({ path }) => places.has(pathKey(path)))
  const order = common.map(({ path }) => places.get(pathKey(path)) as number)
  const staying = longestRise(order)
  return common.flatMap((scope, index) =>
    staying.has(index) ? [] : [{ scope, next: common[index + 1] }],
  )
}

/** The indices of a longest increasing subsequence. */
export function longestRise(numbers: readonly number[]): Set<number> {
  /** For each length, the index of the smallest number that ends a subsequence of that length. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, number] of numbers.entries()) {
    const length = partitionPoint(
      ends.length,
      (at) => (numbers[ends[at] as number] as number) < number,
    )
    previous[index] = ends[length - 1]
    ends[length] = index
  }
  const rise = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rise.add(at)
  return rise
}
