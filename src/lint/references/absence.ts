import type { Configuration, Scope } from '../../config/index.js'
import { slips } from '../../schema/suggest/closest.js'

/** How many slips a name may contain and still count as the missing one. */
const MOST_SLIPS = 3

/**
 * Whether something that seems to be missing may be written after all: in a text with errors, in a
 * file that was not found, with a slip in its name, or in the wrong place. Each of these is
 * reported as such, so its consequence is not reported again.
 * @param names of the missing options and scopes, in lower case
 */
export function mayBeMeant(names: readonly string[], configuration: Configuration): boolean {
  const isError = ({ severity }: { severity: string }) => severity === 'error'
  if (configuration.diagnostics.some(isError)) return true
  if (configuration.files.some(({ document }) => document.diagnostics.some(isError))) return true
  const strange = new Set<string>()
  addStrangeNames(configuration.root, strange)
  for (const name of strange) {
    for (const wanted of names) {
      if (Math.abs(name.length - wanted.length) > MOST_SLIPS) continue
      if (slips(name, wanted) <= Math.min(MOST_SLIPS, wanted.length >> 1)) return true
    }
  }
  return false
}

/** Adds the lower-case names of options and scopes that do not belong where they are. */
function addStrangeNames({ type, options, scopes }: Scope, names: Set<string>): void {
  if (type === undefined) return
  for (const name of options.keys()) if (!type.options.has(name)) names.add(name)
  for (const scope of scopes) {
    const name = scope.name.toLowerCase()
    if (!type.scopes.has(name)) names.add(name)
    addStrangeNames(scope, names)
  }
}
