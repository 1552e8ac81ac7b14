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

/** What overlays do to one option. */
export interface OverlayEffect {
  readonly path: ScopePath
  /** The registered spelling. */
  readonly option: string
  readonly type: OptionType | undefined
  /** What counts without the overlays in that very scope; undefined when nothing is set there. */
  readonly before: Definition | undefined
  /** What the option comes to there without the overlays, by fallback and default. */
  readonly otherwise: Effective
  /** What they set, one definition for each overlay that does, in their order: the last is to win. */
  readonly own: readonly OwnDefinition[]
  /** What counts with them: the last of their own, unless something that is read later wins. */
  readonly after: Definition | undefined
  readonly inEffect: boolean
}

/** What an overlay sets, of which only its last definition counts. */
export interface OwnDefinition {
  readonly overlay: Overlay
  readonly definition: Definition
}

/** What overlays do, option by option, in the order of the overlays and of their texts. */
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
 * Whether something wins that is not to. The local changes file is read after everything else,
 * wherever a line stands (language spec 6), so it is not meant.
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

/** The scopes that are there only because of the overlays, in the order in which they come. */
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
