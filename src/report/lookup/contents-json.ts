import {
  contentsOf,
  displayScope,
  type Scope,
  type ScopePath,
  shownPath,
} from '../../config/index.js'
import { valueJson } from './value-json.js'

interface Masking {
  readonly maskSecrets: boolean
}

/**
 * What a scope holds, as data, the scopes inside by their names.
 * @param only the one option that is asked about; all options and scopes by default
 */
export function contentsJson(
  scope: Scope,
  path: ScopePath,
  { maskSecrets }: Masking,
  only?: string,
) {
  const { scopes, options } = contentsOf(scope)
  const steps = scopes.map(({ name, instance }) => ({ name, instance }))
  return {
    scope: displayScope(path),
    scopes: only
      ? []
      : shownPath(steps, { maskSecrets }).map(({ name, instance }) => ({
          name,
          instance: instance ?? null,
        })),
    options: options
      .filter(({ name }) => only === undefined || name.toLowerCase() === only.toLowerCase())
      .map(({ name, type, definition: { value } }) => ({
        name,
        ...valueJson({ name, type }, value, maskSecrets),
      })),
  }
}

/** Everything that a scope holds, as data. */
export function wholeContentsJson(scope: Scope, path: ScopePath, masking: Masking): unknown {
  return {
    ...contentsJson(scope, path, masking),
    scopes: scope.scopes.map((child) => wholeContentsJson(child, child.path, masking)),
  }
}
