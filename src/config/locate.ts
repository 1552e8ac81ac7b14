import type { Scope } from './model.js'
import { compilePattern } from './pattern.js'

/** The text given to `locate` is no regular expression. */
export class PatternError extends Error {
  constructor(readonly pattern: string) {
    super(`not a regular expression: ${pattern}`)
    this.name = 'PatternError'
  }
}

/**
 * The scopes of this name anywhere inside `root`, in the order of the configuration.
 * @param pattern an unanchored regular expression on the instance; anonymous scopes have none and
 *   are found only without it
 * @throws PatternError
 */
export function locateScopes(root: Scope, name: string, pattern?: string): Scope[] {
  const regex = pattern === undefined ? undefined : compilePattern(pattern)
  if (pattern !== undefined && regex === undefined) throw new PatternError(pattern)
  const wanted = name.toLowerCase()
  const hits: Scope[] = []
  const walk = (scope: Scope) => {
    for (const child of scope.scopes) {
      if (isHit(child)) hits.push(child)
      walk(child)
    }
  }
  const isHit = (scope: Scope) =>
    scope.name.toLowerCase() === wanted &&
    (regex === undefined || (scope.instance !== undefined && regex.test(scope.instance)))
  walk(root)
  return hits
}
