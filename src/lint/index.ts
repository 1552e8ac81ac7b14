export { lintChanges } from './engine/changes.js'
export { lintFragment } from './engine/fragment.js'
export { check, lint } from './engine/lint.js'
export type { LintResult } from './engine/result.js'
export type { LintOptions } from './engine/settings.js'
export { parseVersion } from './engine/version.js'
export {
  type Fingerprint,
  type FingerprintTexts,
  fingerprints,
} from './suppressions/fingerprint.js'
export { summaryWithoutSecrets } from './values/said.js'
export { secretsIn } from './values/secrets.js'
