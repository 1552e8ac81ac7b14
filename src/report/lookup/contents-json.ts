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
 * The contents of a scope as data, with its inner scopes by name.
 * @param only the name of a single option to show; by default all options and scopes
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

/** The contents of a scope and of all inner scopes, as data. */
export function wholeContentsJson(scope: Scope, path: ScopePath, masking: Masking): unknown {
  return {
    ...contentsJson(scope, path, masking),
    scopes: scope.scopes.map((child) => wholeContentsJson(child, child.path, masking)),
  }
}
