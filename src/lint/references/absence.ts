import type { Configuration, Inclusion } from '../../config/index.js'
import { lowerCase } from '../../config/merging/lower-case.js'
import { slips } from '../../schema/suggest/closest.js'
import type { ScopeType } from '../../schema/types.js'
import { NodeKind } from '../../syntax/index.js'
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
  // Most configurations have no such name at all: then nothing is looked for in them.
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
    const all = [...configuration.inclusions, ...configuration.changes]
    for (const inclusion of all) addStrangeNames(inclusion, configuration, found)
    names = found
    known.set(configuration, names)
  }
  return names
}

/** A stanza around statements: which node comes after it, and what its scope may hold, if that is known. */
interface Around {
  readonly limit: number
  readonly type: ScopeType | undefined
  readonly outer: Around | undefined
}

/**
 * Adds the lower-case names of options and scopes that do not belong where they are written. One pass
 * over the text finds them: nothing is merged for it.
 */
function addStrangeNames(
  { file, within }: Inclusion,
  configuration: Configuration,
  found: Set<string>,
): void {
  const { tree } = file.document
  const statements = statementsOf(configuration)
  const numbers = statements.of(file.document)
  const { names } = statements
  const outermost = within.reduce<ScopeType | undefined>(
    (type, { name }) => type?.scopes.get(lowerCase(name)),
    configuration.registry.global,
  )
  let around: Around = { limit: tree.count, type: outermost, outer: undefined }
  for (let node = 1; node < tree.count; node++) {
    const number = numbers[node] as number
    if (number < 0) continue
    while (around.limit <= node && around.outer !== undefined) around = around.outer
    const name = names[statements.nameOf(number)] as string
    const { type } = around
    if (tree.kind[node] === NodeKind.Option) {
      if (type !== undefined && !type.options.has(name)) found.add(name)
      continue
    }
    const own = type?.scopes.get(name)
    if (type !== undefined && own === undefined) found.add(name)
    around = { limit: tree.next[node] as number, type: own, outer: around }
  }
}
