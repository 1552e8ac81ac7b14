import type { Configuration, Definition, Inclusion, Scope, ScopePath } from '../../config/index.js'
import type { OptionType } from '../../schema/types.js'
import type { OverlayTarget } from './target.js'

/** What an overlay does to one option. */
export interface OverlayEffect {
  readonly path: ScopePath
  /** The registered spelling. */
  readonly option: string
  readonly type: OptionType | undefined
  /** What counts without the overlay in that very scope; undefined when nothing is set there. */
  readonly before: Definition | undefined
  /** What the overlay sets. */
  readonly own: Definition
  /** What counts with the overlay: its own definition, unless something after it wins. */
  readonly after: Definition | undefined
  readonly inEffect: boolean
}

/**
 * What the overlay does, option by option, in the order of its text.
 * @param overlay the overlay as a configuration of its own
 */
export function effectsOf(
  overlay: Configuration,
  without: Configuration,
  withIt: Configuration,
  target: OverlayTarget,
): OverlayEffect[] {
  const effects: OverlayEffect[] = []
  for (const scope of eachScope(overlay.root)) {
    for (const [name, definitions] of scope.options) {
      const own = definitions.at(-1) as Definition
      const type = scope.type?.options.get(name)
      const after = withIt.get(scope.path, name)
      effects.push({
        path: scope.path,
        option: type?.display ?? own.name,
        type,
        before: without.get(scope.path, name),
        own,
        after,
        inEffect: after !== undefined && comesFrom(after.inclusion, target),
      })
    }
  }
  return effects.sort((a, b) => a.own.order - b.own.order)
}

/** The scopes that are there only because of the overlay and have no option in them. */
export function newEmptyScopes(overlay: Configuration, without: Configuration): ScopePath[] {
  return [...eachScope(overlay.root)]
    .filter(({ path, options, scopes }) => {
      return options.size === 0 && scopes.length === 0 && without.scope(path) === undefined
    })
    .map(({ path }) => path)
}

function* eachScope(scope: Scope): Generator<Scope> {
  yield scope
  for (const child of scope.scopes) yield* eachScope(child)
}

/** Whether a text is the overlay's, or of a file that the overlay includes. */
function comesFrom(inclusion: Inclusion, { realPath }: OverlayTarget): boolean {
  for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
    if (at.file.realPath === realPath) return true
  }
  return false
}
