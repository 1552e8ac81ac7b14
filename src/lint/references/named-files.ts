import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { missingFiles } from './missing-files.js'
import { readableCredentials } from './readable-credentials.js'

/**
 * What `--check-files` finds: files that a configuration names and that are not there, or that others can
 * read. The result is for `LintOptions.more`.
 */
export async function namedFiles(configuration: Configuration): Promise<Diagnostic[]> {
  return [...(await missingFiles(configuration)), ...(await readableCredentials(configuration))]
}
