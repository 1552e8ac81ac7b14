import type { LintTarget } from '../../project/targets/lint-targets.js'

/**
 * How much text configurations may have, in UTF-16 units, that are worked on between two keystrokes; more
 * is worked on in a thread.
 */
const MOST_HERE = 300_000

export function isLarge(targets: readonly LintTarget[]): boolean {
  const lengths = targets.flatMap(({ configuration }) =>
    configuration.files.map(({ document }) => document.source.length),
  )
  return lengths.reduce((sum, length) => sum + length, 0) >= MOST_HERE
}
