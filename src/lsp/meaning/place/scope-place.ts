import type { Configuration, ScopePath, ScopeStep } from '../../../config/index.js'
import { pathKey } from '../../../config/merging/identity.js'
import { possibleScopes } from '../../../lint/names/possible-scopes.js'
import type { ScopeType } from '../../../schema/types.js'
import type { ScopeView } from '../../../syntax/index.js'
import type { FileInTarget } from '../../workspace/snapshot.js'

/** The step into a stanza. */
export function stepInto({ name, instance }: ScopeView): ScopeStep {
  return instance === undefined ? { name } : { name, instance: instance.value }
}

/**
 * The scopes that stanzas of a file mean in one configuration: several when the file is included in
 * several scopes.
 * @param stanzas from the outermost one of the text inwards
 */
export function scopePathsOf(
  { file }: FileInTarget,
  stanzas: readonly ScopeView[],
): readonly ScopePath[] {
  const own = stanzas.map(stepInto)
  const paths = new Map<string, ScopePath>()
  for (const { within } of file.inclusions) {
    const path = [...within, ...own]
    paths.set(pathKey(path), path)
  }
  return [...paths.values()]
}

/**
 * The kinds of scope that the innermost of some stanzas may be; in a fragment, nobody knows what its
 * outermost ones stand in. Empty when the registry knows none.
 */
export function scopeTypesOf(
  { target, file }: FileInTarget,
  stanzas: readonly ScopeView[],
): readonly ScopeType[] {
  const { configuration, fragment } = target
  const { registry } = configuration
  const types = new Set<ScopeType>()
  for (const { within } of file.inclusions) {
    const isOpen = fragment && within.length === 0
    const outer = isOpen
      ? possibleScopes(file.document, registry)
      : [configuration.typeOf(within)].filter((type) => type !== undefined)
    for (const type of inside(configuration, outer, stanzas)) types.add(type)
  }
  return [...types]
}

function inside(
  { registry }: Configuration,
  outer: readonly ScopeType[],
  stanzas: readonly ScopeView[],
): readonly ScopeType[] {
  let types = outer
  for (const { name } of stanzas) {
    const lower = name.toLowerCase()
    const here = types.flatMap(({ scopes }) => scopes.get(lower) ?? [])
    // In a stanza that stands in a wrong place, the same may stand as in its right one.
    types = here.length > 0 ? here : registry.scopesNamed(lower)
  }
  return types
}
