import type { Configuration } from '../../src/config/index.js'
import { errorLines } from '../../src/report/index.js'
import { note } from './terminal.js'

/**
 * Says on standard error what is wrong with the texts of a configuration.
 * @returns whether there is anything
 */
export function reportErrors(configuration: Configuration): boolean {
  const lines = errorLines(configuration)
  for (const line of lines) note(`ecconf: ${line}\n`)
  return lines.length > 0
}
