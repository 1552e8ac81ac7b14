import type { Diagnostic } from '../../diagnostics/index.js'
import { textsOf } from '../../project/targets/findings.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import { reportTexts } from '../../report/index.js'
import type { FoundTexts } from './convert.js'

/** The texts of configurations, with what must not be shown of them, and where they lie. */
export function foundTexts(targets: readonly LintTarget[]): FoundTexts {
  const configurations = targets.map(({ configuration }) => configuration)
  return { texts: reportTexts(configurations, { maskSecrets: true }), path: textsOf(targets).path }
}

/** The findings about one file. */
export function ofFile(
  findings: readonly Diagnostic[],
  path: string,
  { path: pathOf }: FoundTexts,
): Diagnostic[] {
  const isIts = new Map<string, boolean>()
  return findings.filter(({ file }) => {
    let its = isIts.get(file)
    if (its === undefined) {
      its = pathOf(file) === path
      isIts.set(file, its)
    }
    return its
  })
}
