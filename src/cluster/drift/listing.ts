import { createHash } from 'node:crypto'
import { type Configuration, contentsOf, displayScope, type Scope } from '../../config/index.js'
import { pathKey } from '../../config/merging/identity.js'
import { consoleValue } from '../../console/index.js'

/** One option that a configuration sets. */
export interface Listed {
  /** Equal for the same option in any configuration. */
  readonly key: string
  /** Equal for values that mean the same. */
  readonly meaning: string
  /** For people: `Domain "yahoo.com"`; `Global` for the outermost scope. */
  readonly scope: string
  readonly option: string
  /** The file as the running product names it, or what a change in memory is called. */
  readonly file: string
  /** From 1; 0 for what stands in no file. */
  readonly line: number
}

/** Every option that files and changes in memory set, in the order of the scopes. */
export function* listingOf(configuration: Configuration): Generator<Listed> {
  yield* listedIn(configuration.root)
}

/** The digest of a configuration: equal for configurations that set the same. */
export function digestOf(configuration: Configuration): string {
  const listed = [...listingOf(configuration)]
  const hash = createHash('sha256')
  for (const { key, meaning } of listed.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    hash.update(canonicalLine(key, meaning))
  }
  return hash.digest('hex')
}

/** No key and no meaning can be taken for a part of another one. */
export function canonicalLine(key: string, meaning: string): string {
  return `${JSON.stringify([key, meaning])}\n`
}

function* listedIn(scope: Scope): Generator<Listed> {
  const key = pathKey(scope.path)
  const { options, scopes } = contentsOf(scope)
  for (const { name, definition } of options) {
    const { file } = definition.inclusion
    const isVirtual = file.virtual === true
    yield {
      key: `${key} ${definition.name.toLowerCase()}`,
      meaning: consoleValue(definition.value),
      scope: displayScope(scope.path),
      option: name,
      file: isVirtual ? file.name : file.productPath,
      line: isVirtual ? 0 : file.document.source.lineAt(definition.node.start),
    }
  }
  for (const inner of scopes) yield* listedIn(inner)
}
