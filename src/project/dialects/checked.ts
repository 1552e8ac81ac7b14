import type { Environment } from '../../config/index.js'
import type { LintTarget, LintTargets } from '../targets/lint-targets.js'
import type { DialectFile } from './file.js'

/** What is checked: configurations and fragments, and the files beside them. */
export interface Checked {
  readonly targets: readonly LintTarget[]
  readonly dialectFiles: readonly DialectFile[]
}

/** What is checked for the words on the command line, and what is not. */
export type LintInputs = LintTargets & Checked

/** Targets with the files in dialects beside them; the code that reads those is loaded for any. */
export async function withDialectFiles(
  found: LintTargets,
  environment: Environment,
): Promise<LintInputs> {
  if (found.inDialects.length === 0) return { ...found, dialectFiles: [] }
  const { readDialectFiles } = await import('./file.js')
  const { files, failures } = await readDialectFiles(found.inDialects, environment)
  return { ...found, dialectFiles: files, failures: [...found.failures, ...failures] }
}
