import type { Configuration, Scope } from '../../config/index.js'
import { slips } from '../../schema/suggest/closest.js'
import { statementsOf } from '../engine/statements.js'

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
  const isClose = (name: string) => names.some((wanted) => isSlipOf(name, wanted))
  // Most configurations have no such name at all: then they are not merged as a whole to look for it.
  const close = statementsOf(configuration).names.filter(isClose)
  if (close.length === 0) return false
  const strange = strangeNames(configuration)
  return close.some((name) => strange.has(name))
}

function isSlipOf(name: string, wanted: string): boolean {
  if (Math.abs(name.length - wanted.length) > MOST_SLIPS) return false
  return slips(name, wanted) <= Math.min(MOST_SLIPS, wanted.length >> 1)
}

const known = new WeakMap<Configuration, ReadonlySet<string>>()

function strangeNames(configuration: Configuration): ReadonlySet<string> {
  let names = known.get(configuration)
  if (names === undefined) {
    const found = new Set<string>()
    addStrangeNames(configuration.root, found)
    names = found
    known.set(configuration, names)
  }
  return names
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
