import type { Configuration, Definition, Scope } from '../../../config/index.js'
import { toJson } from '../../../schema/index.js'

/** The effective value of a switch, and the definition it comes from, which a default lacks. */
interface Flag {
  /** Undefined for a value that is not a boolean. */
  readonly on: boolean | undefined
  readonly definition: Definition | undefined
}

/**
 * The effective value of a switch in a scope, with fallback; undefined without value and default.
 */
export function flagOf(
  configuration: Configuration,
  path: Scope['path'],
  option: string,
): Flag | undefined {
  const { type, value, definition } = configuration.eval(path, option)
  if (value === undefined) return undefined
  const on = toJson(type, value)
  return { on: typeof on === 'boolean' ? on : undefined, definition }
}

/** The Listen stanzas of a kind of listener that are not disabled. */
export function activeListens(configuration: Configuration, listener: string): Scope[] {
  return configuration.root
    .scopesNamed(listener)
    .flatMap((scope) => scope.scopesNamed('listen'))
    .filter((listen) => flagOf(configuration, listen.path, 'enable')?.on !== false)
}

/** The scopes that control connections: listeners, pathways, and all scopes inside them. */
export function* receivingScopes(root: Scope): IterableIterator<Scope> {
  for (const scope of root.scopes) {
    if (/_listener$|^pathway(?:_group)?$/i.test(scope.name)) yield* withInner(scope)
  }
}

function* withInner(scope: Scope): IterableIterator<Scope> {
  yield scope
  for (const inner of scope.scopes) yield* withInner(inner)
}
