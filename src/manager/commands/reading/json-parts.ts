import type { Scope, ScopePath } from '../../../config/index.js'
import { contentsJson, plainJson } from '../../../report/index.js'

/**
 * What `wholeContentsJson` gives, as text and piece by piece: of a large configuration not all is
 * made at once.
 */
export function* jsonParts(
  scope: Scope,
  path: ScopePath,
  showing: { readonly maskSecrets: boolean },
  indent = '',
): Generator<string> {
  const { scope: name, options } = contentsJson(scope, path, showing)
  const inner = `${indent}  `
  yield `{\n${inner}"scope": ${text(name, inner)},\n${inner}"scopes": [`
  for (const [index, child] of scope.scopes.entries()) {
    yield `${index === 0 ? '' : ','}\n${inner}  `
    yield* jsonParts(child, child.path, showing, `${inner}  `)
  }
  yield scope.scopes.length === 0 ? ']' : `\n${inner}]`
  yield `,\n${inner}"options": ${text(options, inner)}\n${indent}}`
  if (indent === '') yield '\n'
}

function text(value: unknown, indent: string): string {
  return plainJson(value).trimEnd().replaceAll('\n', `\n${indent}`)
}
