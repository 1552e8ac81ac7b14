import { type Configuration, displayScope, type ScopePath } from '../../config/index.js'
import { visible } from '../layout/visible.js'

/**
 * A note about a domain that a look-up skips because its expression is not supported, although the
 * product may find the value there; undefined when there is none.
 */
export function unmatchedText(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): string | undefined {
  const [first, ...others] = configuration.unmatched(path, option)
  if (first === undefined) return undefined
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  const name = visible(displayScope(first.scope.path))
  return `${name} is left out, its expression is not matched: it has ${first.why}${more}`
}
