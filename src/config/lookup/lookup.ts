import type { OptionType, ScopeType } from '../../schema/types.js'
import type { ValueView } from '../../syntax/index.js'
import type { ScopePath } from '../merging/change.js'
import type { LookupGroup, LookupScope, UnmatchedScope } from '../merging/lookup-scope.js'
import { lowerCase } from '../merging/lower-case.js'
import type { Definition } from '../model.js'
import { parseValue } from '../printing/value-text.js'
import type { Effective } from './effective.js'
import { fallbackPaths } from './fallback.js'
import { optionName } from './option-name.js'

/** Where values are searched for: first in what is written, then in the implicit settings. */
export interface Roots {
  readonly written: LookupScope
  readonly implicit: LookupScope
}

/** A place on the way from a scope to Global, and its definitions of the option. */
export interface FallbackStep {
  readonly path: ScopePath
  /**
   * The scopes at this place that match the instance: first the scope of that very instance, then
   * for domains the matching regular expressions, for peers the containing networks.
   */
  readonly scopes: readonly { readonly scope: LookupScope; readonly definition?: Definition }[]
}

/** The kind of scope at a path; undefined when the registry does not know it. */
export function scopeTypeAt(global: ScopeType, path: ScopePath): ScopeType | undefined {
  let type: ScopeType | undefined = global
  for (const step of path) type = type?.scopes.get(lowerCase(step.name))
  return type
}

/** The effective value of an option (language spec 8). The scope need not exist. */
export function lookUp(
  roots: Roots,
  path: ScopePath,
  option: string,
  type: OptionType | undefined,
): Effective {
  const lowerName = lowerCase(option)
  const name = optionName(type, option)
  for (const step of stepPaths(roots, path, lowerName, type)) {
    for (const origin of ['definition', 'implicit'] as const) {
      const root = origin === 'definition' ? roots.written : roots.implicit
      for (const scope of scopesAt(root, step)) {
        const definition = scope.options.get(lowerName)?.at(-1)
        if (definition === undefined) continue
        return { path, name, type, origin, value: definition.value, definition, scope }
      }
    }
  }
  const value = type && defaultValue(type)
  const origin = value === undefined ? 'none' : 'default'
  return { path, name, type, origin, value, definition: undefined, scope: undefined }
}

/** All places where an option is searched for, in order, beginning with the scope itself. */
export function fallbackSteps(
  roots: Roots,
  path: ScopePath,
  option: string,
  type: OptionType | undefined,
): FallbackStep[] {
  const lowerName = lowerCase(option)
  return stepPaths(roots, path, lowerName, type).map((step) => ({
    path: step,
    scopes: [
      ...scopesAt(roots.written, step).map((scope) => withDefinition(scope, lowerName)),
      ...scopesAt(roots.implicit, step)
        .map((scope) => withDefinition(scope, lowerName))
        .filter(({ definition }) => definition !== undefined),
    ],
  }))
}

/** The written scopes that outbound values of a scope are searched for in after itself, in order. */
export function outboundScopes({ written }: Roots, path: ScopePath): readonly LookupScope[] {
  const [own, ...steps] = fallbackPaths('outbound', path, () => [])
  const itself = own === undefined ? [] : scopesAt(written, own)
  const others = steps.filter((step) => step.length > 0).flatMap((step) => scopesAt(written, step))
  return [...itself.slice(1), ...others]
}

/** The scopes that a look-up of the option skips, because their expression is not supported. */
export function unmatchedScopes(
  roots: Roots,
  path: ScopePath,
  option: string,
  type: OptionType | undefined,
): readonly UnmatchedScope[] {
  return stepPaths(roots, path, lowerCase(option), type).flatMap((step) => {
    const last = step.at(-1)
    if (last === undefined) return []
    const unmatched = groupAt(roots.written, step)?.unmatched(last.instance) ?? []
    return unmatched.filter(({ scope }) => scope.options.has(lowerCase(option)))
  })
}

function withDefinition(scope: LookupScope, lowerName: string): FallbackStep['scopes'][number] {
  const definition = scope.options.get(lowerName)?.at(-1)
  return definition === undefined ? { scope } : { scope, definition }
}

function stepPaths(
  roots: Roots,
  path: ScopePath,
  lowerName: string,
  type: OptionType | undefined,
): readonly ScopePath[] {
  return fallbackPaths(type?.fallback ?? 'enclosing', path, () =>
    lowerName === 'pathway' ? [] : pathwayPaths(roots, path),
  )
}

/** The paths of the pathway that the option `Pathway` of a listener, a Listen or a Peer names. */
function pathwayPaths(roots: Roots, path: ScopePath): readonly ScopePath[] {
  const pointer = lookUp(roots, path, 'pathway', PATHWAY).value
  if (pointer?.type !== 'scalar') return []
  const pathway = { name: 'Pathway', instance: pointer.value }
  const group = roots.written
    .scopesNamed('pathway_group')
    .find((scope) => scope.child('pathway', pathway.instance) !== undefined)
  return fallbackPaths('pathway', [...(group?.path ?? []), pathway], () => []).slice(0, -1)
}

/** The type of the option that names a pathway, with only the fields that a look-up needs. */
const PATHWAY: OptionType = {
  name: 'pathway',
  display: 'Pathway',
  type: 'string',
  fallback: 'listener',
  lines: {},
}

/** The scopes at a place that match the last step's instance, the most specific first. */
function scopesAt(root: LookupScope, path: ScopePath): readonly LookupScope[] {
  const last = path.at(-1)
  if (last === undefined) return [root]
  return groupAt(root, path)?.matching(last.instance) ?? []
}

/** The scopes with the name of the last step, in the scope that the other steps lead to. */
function groupAt(root: LookupScope, path: ScopePath): LookupGroup | undefined {
  let container: LookupScope | undefined = root
  for (let depth = 0; depth < path.length - 1; depth++) {
    const step = path[depth]
    container = step && container?.child(step.name, step.instance)
  }
  return container?.group(lowerCase(path.at(-1)?.name ?? ''))
}

const defaults = new WeakMap<OptionType, ValueView | undefined>()

/** The default of an option as a value; undefined when unknown. */
function defaultValue(type: OptionType): ValueView | undefined {
  if (type.default === undefined) return undefined
  if (!defaults.has(type)) defaults.set(type, parseValue(type.default))
  return defaults.get(type)
}
