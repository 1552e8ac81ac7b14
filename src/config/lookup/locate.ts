import type { Scope } from '../model.js'
import { compilePattern, Matcher, Unmatchable } from '../pattern/pattern.js'

/** The pattern given to `locate` is not a regular expression, or is not supported. */
export class PatternError extends Error {
  /** @param why the pattern is not supported; absent when it is not a regular expression */
  constructor(
    readonly pattern: string,
    readonly why?: string,
  ) {
    super(
      why === undefined
        ? `not a regular expression: ${pattern}`
        : `a regular expression that is not matched, for ${why}: ${pattern}`,
    )
    this.name = 'PatternError'
  }
}

/**
 * All scopes of a name inside `root`, in the order of the configuration.
 * @param pattern an unanchored regular expression for the instance; with a pattern, scopes without
 *   instance are not found
 * @throws PatternError
 */
export function locateScopes(root: Scope, name: string, pattern?: string): Scope[] {
  const isFound = pattern === undefined ? () => true : finder(pattern)
  const wanted = name.toLowerCase()
  const hits: Scope[] = []
  const walk = (scope: Scope) => {
    for (const child of scope.scopes) {
      if (child.name.toLowerCase() === wanted && isFound(child.instance)) hits.push(child)
      walk(child)
    }
  }
  walk(root)
  return hits
}

/** @throws PatternError, as does the returned function */
function finder(pattern: string): (instance: string | undefined) => boolean {
  const compiled = compilePattern(pattern)
  if (compiled instanceof Unmatchable) throw new PatternError(pattern, compiled.message)
  if (!(compiled instanceof Matcher)) throw new PatternError(pattern)
  return (instance) => {
    if (instance === undefined) return false
    const isFound = compiled.test(instance)
    if (isFound === undefined) {
      throw new PatternError(pattern, `an instance of more than ${compiled.longest} bytes`)
    }
    return isFound
  }
}
