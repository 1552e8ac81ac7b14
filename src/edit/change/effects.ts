import type { Change, Configuration, Effective, Scope, ScopePath } from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import { pathKey } from '../../config/merging/identity.js'
import type { Dependents, Effect, EffectiveText } from './change-set.js'
import { possibleDependents } from './dependents.js'

/** How many dependent scopes are named. */
const NAMED = 5
/** How many dependents are counted, and how many scopes are examined for that. */
const MOST_COUNTED = 1000
const MOST_SEEN = 20_000

/** The effects of changes on the values that the product uses, one for each changed target. */
export function effectsOf(
  before: Configuration,
  after: Configuration,
  changes: readonly Pick<Change, 'path' | 'option'>[],
): Effect[] {
  const effects = new Map<string, Effect>()
  for (const { path, option } of changes) {
    const key = `${pathKey(path)}\n${option?.toLowerCase() ?? ''}`
    if (effects.has(key)) continue
    const effect =
      option === undefined
        ? effectOfScope(before, path)
        : effectOfOption(before, after, path, option)
    effects.set(key, effect)
  }
  return [...effects.values()]
}

function effectOfOption(
  before: Configuration,
  after: Configuration,
  path: ScopePath,
  option: string,
): Effect {
  const type = after.optionType(path, option)
  // The dependents are the same before and after if the value exists in both.
  const side = before.written(path, option) === undefined ? after : before
  return {
    path,
    option: optionName(type, option),
    before: textOf(before.eval(path, option)),
    after: textOf(after.eval(path, option)),
    dependents: dependentsOf(side, path, option.toLowerCase()),
    needsRestart: type?.restart ?? null,
  }
}

function textOf({ value, origin, scope }: Effective): EffectiveText {
  return {
    origin,
    ...(value !== undefined && { text: value.text }),
    ...(origin === 'definition' && scope !== undefined && { from: scope.path }),
  }
}

/** The scopes without a value of their own that get it from this scope. */
function dependentsOf(configuration: Configuration, path: ScopePath, name: string): Dependents {
  const source = configuration.scope(path)
  const first: ScopePath[] = []
  let count = 0
  let seen = 0
  if (source?.options.has(name)) {
    for (const scope of possibleDependents(configuration, source, name)) {
      if (count === MOST_COUNTED || seen++ === MOST_SEEN) return { count, complete: false, first }
      if (scope.options.has(name) || configuration.eval(scope.path, name).scope !== source) continue
      count++
      if (first.length < NAMED) first.push(scope.path)
    }
  }
  return { count, complete: true, first }
}

/** The effect of removing a scope with its contents. */
function effectOfScope(before: Configuration, path: ScopePath): Effect {
  const scope = before.scope(path)
  return {
    path,
    dependents: { count: 0, complete: true, first: [] },
    needsRestart: scope === undefined ? null : restartOfScope(scope),
  }
}

/** What is known of each option in a scope, and in the scopes inside; null for not known. */
function* restartsIn({ type, options, scopes }: Scope): IterableIterator<boolean | null> {
  for (const name of options.keys()) yield type?.options.get(name)?.restart ?? null
  for (const scope of scopes) yield* restartsIn(scope)
}

/** Whether a scope, with all that it holds, needs a restart to come or go; null: not known. */
export function restartOfScope(scope: Scope): boolean | null {
  const all = [...restartsIn(scope)]
  if (all.includes(true)) return true
  return all.includes(null) ? null : false
}
