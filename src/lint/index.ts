export { lintFragment } from './fragment.js'
export { lint } from './lint.js'
export { secretsIn } from './secrets.js'
export type { LintOptions } from './settings.js'
