import type { Configuration, ScopePath } from '../../src/config/index.js'
import { unmatchedText } from '../../src/report/index.js'
import { note } from './terminal.js'

/** Says on standard error which domain the answer about an option leaves out, if there is one. */
export function reportUnmatched(
  configuration: Configuration,
  path: ScopePath,
  option: string,
): void {
  const text = unmatchedText(configuration, path, option)
  if (text !== undefined) note(`ecconf: ${text}\n`)
}
