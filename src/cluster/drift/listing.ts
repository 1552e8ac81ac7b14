import { createHash } from 'node:crypto'
import {
  type Configuration,
  contentsOf,
  displayScope,
  displayStep,
  type Inclusion,
  type Scope,
} from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import { meaningOf, orderedScopes } from '../../edit/index.js'
import { shortValue } from '../../report/lookup/definition.js'

/** One thing that a configuration says: an option of a scope, an empty scope, an order of scopes. */
export interface Listed {
  /** Equal for the same thing in any configuration. It may hold a secret. */
  readonly key: string
  /** Equal for values that mean the same, and for no others. It may hold a secret. */
  readonly meaning: string
  /** For people, without secrets: `Domain "yahoo.com"`; `Global` for the outermost scope. */
  readonly scope: string
  /** The registered spelling; empty for a scope, `order of ...` for an order. */
  readonly option: string
  /** For people, on one line, its secrets masked. */
  readonly value: string
  /** The file as the running product names it, or what a change in memory is called. */
  readonly file: string
  /** From 1; 0 for what stands in no file. */
  readonly line: number
}

/**
 * Everything that files and changes in memory say, as far as it has an effect: of definitions that
 * stand after each other the last one, however it is spelt. Fallback, defaults and what the product has
 * without files are left out. The order is that of the scopes in the configuration.
 */
export function* listingOf(configuration: Configuration): Generator<Listed> {
  yield* listedIn(configuration.root)
}

/**
 * The digest of a configuration: equal for configurations that say the same in effect, wherever they are
 * written.
 */
export function digestOf(configuration: Configuration): string {
  return digestOfListed([...listingOf(configuration)])
}

export function digestOfListed(listed: readonly Listed[]): string {
  const hash = createHash('sha256')
  for (const { key, meaning } of sorted(listed)) hash.update(canonicalLine(key, meaning), 'utf8')
  return hash.digest('hex')
}

/** In the order in which digests take them. */
export function sorted(listed: readonly Listed[]): readonly Listed[] {
  return listed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

/** No key and no meaning can be taken for a part of another one. */
export function canonicalLine(key: string, meaning: string): string {
  return `${JSON.stringify([key, meaning])}\n`
}

function* listedIn(scope: Scope): Generator<Listed> {
  const key = pathKey(scope.path)
  const shown = displayScope(scope.path)
  const { options, scopes } = contentsOf(scope)
  for (const { name, type, definition } of options) {
    const { inclusion, node } = definition
    yield {
      key: `${key} ${definition.name.toLowerCase()}`,
      meaning: meaningOf(type, definition.value),
      scope: shown,
      option: name,
      value: shortValue({ name, type }, definition, true),
      ...placeOf(inclusion, node.start),
    }
  }
  const [stanza] = scope.stanzas
  if (options.length === 0 && scopes.length === 0 && stanza !== undefined) {
    const place = placeOf(stanza.inclusion, stanza.node.start)
    yield { key, meaning: '{}', scope: shown, option: '', value: '{ }', ...place }
  }
  for (const [kind, inOrder] of orderedScopes(scope)) yield* orderIn(scope, kind, inOrder)
  for (const inner of scopes) yield* listedIn(inner)
}

/** In which order scopes stand of which the first one, or each after the other, counts. */
function* orderIn(scope: Scope, kind: string, inOrder: readonly Scope[]): Generator<Listed> {
  const stanza = inOrder.at(-1)?.stanzas.at(0)
  if (inOrder.length < 2 || stanza === undefined) return
  yield {
    key: `${pathKey(scope.path)} order ${kind}`,
    meaning: JSON.stringify(inOrder.map(({ path }) => pathKey(path.slice(-1)))),
    scope: displayScope(scope.path),
    option: kind === 'module' ? 'order of modules' : `order of ${kind}s`,
    value: inOrder.map(displayStep).join(', '),
    ...placeOf(stanza.inclusion, stanza.node.start),
  }
}

function placeOf(
  { file }: Inclusion,
  at: number,
): { readonly file: string; readonly line: number } {
  if (file.virtual === true) return { file: file.name, line: 0 }
  return { file: file.productPath, line: file.document.source.lineAt(at) }
}
