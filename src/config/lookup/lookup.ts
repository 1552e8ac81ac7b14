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

/** Where values are looked for: what is written comes before what the product has by itself. */
export interface Roots {
  readonly written: LookupScope
  readonly implicit: LookupScope
}

/** One place on the way from a scope to Global, with what it has for the option. */
export interface FallbackStep {
  readonly path: ScopePath
  /**
   * The scopes of this place that speak about the instance: that very one, then for domains the
   * regular expressions that match, for peers the networks that hold the address.
   */
  readonly scopes: readonly { readonly scope: LookupScope; readonly definition?: Definition }[]
}

/** The kind of scope that stands at a path, as far as the product knows it. */
export function scopeTypeAt(global: ScopeType, path: ScopePath): ScopeType | undefined {
  let type: ScopeType | undefined = global
  for (const step of path) type = type?.scopes.get(lowerCase(step.name))
  return type
}

/** The effective value of an option; the scope asked about need not exist (language spec 8). */
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

/** Every place where the option is looked for, in order, the scope itself first. */
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

/** What a look-up of the option leaves out because an expression of its way is not matched. */
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

/** The pathway that a listener, a Listen or a Peer points to with its option `Pathway`. */
function pathwayPaths(roots: Roots, path: ScopePath): readonly ScopePath[] {
  const pointer = lookUp(roots, path, 'pathway', PATHWAY).value
  if (pointer?.type !== 'scalar') return []
  const pathway = { name: 'Pathway', instance: pointer.value }
  const group = roots.written
    .scopesNamed('pathway_group')
    .find((scope) => scope.child('pathway', pathway.instance) !== undefined)
  return fallbackPaths('pathway', [...(group?.path ?? []), pathway], () => []).slice(0, -1)
}

/** The option that points to a pathway, as far as the way to it needs to be known. */
const PATHWAY: OptionType = {
  name: 'pathway',
  display: 'Pathway',
  type: 'string',
  fallback: 'listener',
  lines: {},
}

/** The scopes of a place that speak about the last step's instance, the most specific first. */
function scopesAt(root: LookupScope, path: ScopePath): readonly LookupScope[] {
  const last = path.at(-1)
  if (last === undefined) return [root]
  return groupAt(root, path)?.matching(last.instance) ?? []
}

/** The scopes of the name of the last step, where that step would be. */
function groupAt(root: LookupScope, path: ScopePath): LookupGroup | undefined {
  let container: LookupScope | undefined = root
  for (let depth = 0; depth < path.length - 1; depth++) {
    const step = path[depth]
    container = step && container?.child(step.name, step.instance)
  }
  return container?.group(lowerCase(path.at(-1)?.name ?? ''))
}

const defaults = new WeakMap<OptionType, ValueView | undefined>()

/** The default of an option as a value; undefined when none is known. */
function defaultValue(type: OptionType): ValueView | undefined {
  if (type.default === undefined) return undefined
  if (!defaults.has(type)) defaults.set(type, parseValue(type.default))
  return defaults.get(type)
}
