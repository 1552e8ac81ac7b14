import type { Configuration, Definition, Scope } from '../../../config/index.js'
import type { Related } from '../../../diagnostics/index.js'
import { toJson } from '../../../schema/index.js'
import type { Range } from '../../../syntax/index.js'

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

/** The place of a finding about a scope: the instance of its first stanza, or else the name. */
export function headOf({ stanzas }: Scope): Range & { readonly file: string } {
  const [stanza] = stanzas as readonly [Scope['stanzas'][number]]
  const { start, end } = stanza.node.instance ?? stanza.node.nameToken
  return { file: stanza.inclusion.file.name, start, end }
}

/** The place of an option's name in a definition. */
export function nameOf(definition: Definition): Range & { readonly file: string } {
  const { start, end } = definition.node.nameToken
  return { file: definition.inclusion.file.name, start, end }
}

export function relatedTo(definition: Definition, note: string): Related {
  return { ...nameOf(definition), note }
}
