import type { OptionType } from '../../schema/types.js'
import type { ScopePath, ScopeStep } from '../merging/change.js'

/** The order in which scopes are searched for a value: the most specific first, Global last. */
export type FallbackOrder = OptionType['fallback']

/**
 * The paths of the scopes that are searched for a value, in order (language spec 8). The first is
 * the given scope.
 * @param pathways returns the paths of the pathway that a listener's option points to; called only
 *   for listeners
 */
export function fallbackPaths(
  order: FallbackOrder,
  path: ScopePath,
  pathways: () => readonly ScopePath[],
): readonly ScopePath[] {
  switch (order) {
    case 'none':
      return [path]
    case 'enclosing':
      return enclosing(path)
    case 'outbound':
      return outbound(path) ?? enclosing(path)
    case 'listener':
      return listener(path, pathways) ?? enclosing(path)
    case 'pathway':
      return pathway(path) ?? enclosing(path)
  }
}

function enclosing(path: ScopePath): ScopePath[] {
  return Array.from({ length: path.length + 1 }, (_, depth) => path.slice(0, path.length - depth))
}

/**
 * The fallback of outbound options (language spec 8). A binding has values in its group's stanza
 * and in the stanza outside of groups. The group itself comes before a global domain, because a
 * value missing in a binding is first searched for in what the binding belongs to.
 */
function outbound(path: ScopePath): ScopePath[] | undefined {
  const levels = splitLevels(path, [['binding_group'], ['binding'], ['domain', 'host']])
  if (levels === undefined) return undefined
  const [group, binding, domain] = levels
  return complete([
    [group, binding, domain],
    [binding, domain],
    [group, domain],
    [group, binding],
    [binding],
    [group],
    [domain],
    [],
  ])
}

function listener(path: ScopePath, pathways: () => readonly ScopePath[]): ScopePath[] | undefined {
  const [head, ...rest] = path
  if (head === undefined) return [[]]
  const levels = splitLevels(rest, [['listen'], ['peer']])
  if (levels === undefined) return undefined
  const [listen, peer] = levels
  const own = complete([[head, listen, peer], [head, listen], [head, peer], [head]])
  return [...own, ...pathways(), []]
}

function pathway(path: ScopePath): ScopePath[] | undefined {
  const levels = splitLevels(path, [['pathway_group'], ['pathway']])
  if (levels === undefined) return undefined
  const [group, own] = levels
  return complete([[group, own], [own], [group], []])
}

/**
 * The steps of a path at these levels, with undefined for a missing level; undefined for a path
 * with a step that is at none of the levels.
 */
function splitLevels(
  path: ScopePath,
  levels: readonly (readonly string[])[],
): (ScopeStep | undefined)[] | undefined {
  let at = 0
  const steps = levels.map((names) => {
    const step = path[at]
    if (step === undefined || !names.includes(step.name.toLowerCase())) return undefined
    at++
    return step
  })
  return at === path.length ? steps : undefined
}

/** The paths without missing steps. */
function complete(paths: readonly (readonly (ScopeStep | undefined)[])[]): ScopePath[] {
  return paths.filter((steps): steps is ScopePath => !steps.includes(undefined))
}
