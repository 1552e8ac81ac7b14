import { type Configuration, contentsOf, type OptionValue, type Scope } from '../../config/index.js'
import { consoleValue, pathWords } from '../../console/index.js'
import { diffCommands } from '../../report/index.js'
import type { LineChange } from '../live/index.js'

/** An option and the scope that it is set in. */
interface PlacedOption {
  readonly scope: Scope
  readonly option: OptionValue
}

/** The options of a scope. @param only the one that is asked about */
export function optionsOfScope(scope: Scope, only?: string): PlacedOption[] {
  const { options } = contentsOf(scope)
  return options
    .filter(({ name }) => only === undefined || name.toLowerCase() === only.toLowerCase())
    .map((option) => ({ scope, option }))
}

/** The options of a scope and of all that is in it. */
export function* optionsInside(scope: Scope): Generator<PlacedOption> {
  yield* optionsOfScope(scope)
  for (const inner of scope.scopes) yield* optionsInside(inner)
}

/** The lines that set some options as they are. */
export function* setLines(
  options: Iterable<PlacedOption>,
  view: Configuration,
  showing: { readonly maskSecrets: boolean },
): Generator<string> {
  for (const { scope, option } of options) {
    const { path } = scope
    const { name, definition } = option
    const value = consoleValue(definition.value)
    const words = [...pathWords(path, name), value]
    yield* changeLines([{ kind: 'set', path, option: name, value, words }], view, showing)
  }
}

/**
 * The lines that make some changes. A line with a secret that is not to be shown is a comment: run, it
 * would set four asterisks.
 * @param after the configuration with the changes
 */
export function* changeLines(
  changes: Iterable<LineChange>,
  after: Configuration,
  { maskSecrets }: { readonly maskSecrets: boolean },
): Generator<string> {
  for (const change of changes) {
    yield diffCommands({ commands: [change], unsayable: [] }, after, maskSecrets).text
  }
}
