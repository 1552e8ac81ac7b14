import { textsOf } from '../../project/targets/findings.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import { reportTexts } from '../../report/index.js'
import type { FoundTexts } from './convert.js'

/** The texts of configurations, with what must not be shown of them, and where they lie. */
export function foundTexts(targets: readonly LintTarget[]): FoundTexts {
  const configurations = targets.map(({ configuration }) => configuration)
  return { texts: reportTexts(configurations, { maskSecrets: true }), path: textsOf(targets).path }
}
