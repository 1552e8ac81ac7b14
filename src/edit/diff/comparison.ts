import type { Configuration, ScopePath } from '../../config/index.js'
import { dependents } from './dependents.js'
import { type Difference, differences, isEffective, type OptionDifference } from './differences.js'

/** The differences between two configurations, and the scopes that they affect. */
export interface Comparison {
  readonly before: Configuration
  readonly after: Configuration
  /** All differences, in effect or in spelling, by scope path. */
  readonly differences: readonly Difference[]
  /** The differences in effect. */
  readonly effective: readonly Difference[]
  /**
   * For each option that differs in effect, the scopes that get their value from it (language spec
   * 8); for a removed option, those before the removal.
   */
  readonly dependents: ReadonlyMap<Difference, readonly ScopePath[]>
}

/** Compares two configurations, in effect and in spelling. */
export function compare(before: Configuration, after: Configuration): Comparison {
  const all = differences(before, after)
  const effective = all.filter(isEffective)
  return {
    before,
    after,
    differences: all,
    effective,
    dependents: dependentsOf(effective, before, after),
  }
}

function dependentsOf(
  effective: readonly Difference[],
  before: Configuration,
  after: Configuration,
): ReadonlyMap<Difference, readonly ScopePath[]> {
  const options = effective.filter((each): each is OptionDifference => each.kind === 'option')
  const isGone = ({ change }: Difference) => change === 'removed'
  return new Map([
    ...dependents(before, options.filter(isGone)),
    ...dependents(
      after,
      options.filter((each) => !isGone(each)),
    ),
  ])
}
