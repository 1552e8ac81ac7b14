import { type Configuration, displayScope, type ScopePath } from '../src/config/index.js'
import { visible } from '../src/report/layout/visible.js'
import { note } from './terminal.js'

/**
 * Says on standard error which domain the answer about an option leaves out, though the product may
 * find the value there: its expression is not matched.
 */
export function reportUnmatched(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): void {
  const [first, ...others] = configuration.unmatched(path, option)
  if (first === undefined) return
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  const name = visible(displayScope(first.scope.path))
  note(`ecconf: ${name} is left out, its expression is not matched: it has ${first.why}${more}\n`)
}
