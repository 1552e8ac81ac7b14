import type { DialectFile } from './dialects/file.js'
import type { LintTarget } from './lint-targets.js'

/** What is checked: configurations and fragments, and the files beside them. */
export interface Checked {
  readonly targets: readonly LintTarget[]
  readonly dialectFiles: readonly DialectFile[]
}
