import type { Configuration, ScopePath } from '../../src/config/index.js'
import { counted, listed } from '../../src/diagnostics/index.js'
import { type Difference, dependents, type OptionDifference } from '../../src/edit/index.js'

/** For each difference the scopes that get their value from there: for what was removed, before. */
export function dependentsOf(
  all: readonly Difference[],
  before: Configuration,
  after: Configuration,
): ReadonlyMap<Difference, readonly ScopePath[]> {
  const options = all.filter(
    (each): each is OptionDifference => each.kind === 'option' && each.change !== 'spelling',
  )
  const [gone, there] = [true, false].map((isGone) =>
    options.filter(({ change }) => (change === 'removed') === isGone),
  ) as [OptionDifference[], OptionDifference[]]
  return new Map([...dependents(before, gone), ...dependents(after, there)] as [
    Difference,
    ScopePath[],
  ][])
}

/** `3 domains and 1 binding`. */
export function countedScopes(paths: readonly ScopePath[]): string {
  const counts = new Map<string, number>()
  for (const path of paths) {
    const noun = nounOf(path)
    counts.set(noun, (counts.get(noun) ?? 0) + 1)
  }
  return listed([...counts].map(([noun, count]) => counted(count, noun)))
}

const NOUNS = /^(?:domain|host|binding|binding_group|pathway|pathway_group|peer)$/

function nounOf(path: ScopePath): string {
  const name = path.at(-1)?.name.toLowerCase() ?? ''
  return NOUNS.test(name) ? name.replace('_', ' ') : 'scope'
}
