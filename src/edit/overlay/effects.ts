import type {
  Configuration,
  Definition,
  Effective,
  Inclusion,
  Scope,
  ScopePath,
} from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import { pathKey } from '../../config/merging/identity.js'
import type { OptionType } from '../../schema/types.js'
import { comesFrom, type Overlay } from './overlay.js'

/** The effect of overlays on one option. */
export interface OverlayEffect {
  readonly path: ScopePath
  /** The registered spelling. */
  readonly option: string
  readonly type: OptionType | undefined
  /** The definition without the overlays in the scope itself; undefined when there is none. */
  readonly before: Definition | undefined
  /** The effective value without the overlays, with fallback and default. */
  readonly otherwise: Effective
  /** The definitions in the overlays, the last of each, in order; the last should win. */
  readonly own: readonly OwnDefinition[]
  /**
   * The effective definition with the overlays; not their last one if something later overrides it.
   */
  readonly after: Definition | undefined
  readonly inEffect: boolean
}

/** The last definition of an option in an overlay. */
export interface OwnDefinition {
  readonly overlay: Overlay
  readonly definition: Definition
}

/** The effects of overlays on each option, in the order of the overlays and of their texts. */
export function effectsOf(
  overlays: readonly Overlay[],
  without: Configuration,
  withThem: Configuration,
): OverlayEffect[] {
  return [...ownDefinitions(overlays).values()].map(({ path, name, own }) => {
    const last = own.at(-1) as OwnDefinition
    const type = without.optionType(path, name)
    const after = withThem.written(path, name)
    return {
      path,
      option: optionName(type, last.definition.name),
      type,
      before: without.written(path, name),
      otherwise: without.eval(path, name),
      own,
      after,
      inEffect: after !== undefined && comesFrom(after.inclusion, last.overlay),
    }
  })
}

/**
 * Whether an overlay's option is overridden against its purpose. The local changes file does not
 * count: it is read last wherever include lines are (language spec 6).
 */
export function isLost({ inEffect, after }: OverlayEffect): boolean {
  return !inEffect && !(after !== undefined && isLocalChange(after.inclusion))
}

function isLocalChange(inclusion: Inclusion): boolean {
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    if (at.localChanges !== undefined) return true
  }
  return false
}

/** The scopes that exist only because of the overlays, in order. */
export function newScopes(
  overlays: readonly Overlay[],
  without: Configuration,
  withThem: Configuration,
): Scope[] {
  const found = new Map<string, Scope>()
  for (const { own } of overlays) {
    for (const { path } of eachScope(own.root)) {
      const scope = withThem.scope(path)
      if (scope !== undefined && without.scope(path) === undefined) found.set(pathKey(path), scope)
    }
  }
  return [...found.values()]
}

export function isEmpty({ options, scopes }: Scope): boolean {
  return options.size === 0 && scopes.length === 0
}

interface OwnOption {
  readonly path: ScopePath
  readonly name: string
  readonly own: OwnDefinition[]
}

function ownDefinitions(overlays: readonly Overlay[]): Map<string, OwnOption> {
  const found = new Map<string, OwnOption>()
  for (const overlay of overlays) {
    const options = [...eachScope(overlay.own.root)].flatMap(({ path, options }) =>
      [...options].map(([name, definitions]) => ({
        path,
        name,
        definition: definitions.at(-1) as Definition,
      })),
    )
    options.sort((a, b) => a.definition.order - b.definition.order)
    for (const { path, name, definition } of options) {
      const key = `${pathKey(path)}\n${name}`
      const known = found.get(key)
      if (known === undefined) found.set(key, { path, name, own: [{ overlay, definition }] })
      else known.own.push({ overlay, definition })
    }
  }
  return found
}

function* eachScope(scope: Scope): Generator<Scope> {
  yield scope
  for (const child of scope.scopes) yield* eachScope(child)
}
