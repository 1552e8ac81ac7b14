import { EnvironmentError } from '../../config/index.js'
import { environmentError } from './system-error.js'

/** What the system said, in its own words and without the names of calls: `no such file or directory`. */
export function systemReason(error: unknown): string {
  const known = environmentError(error, '')
  if (known instanceof EnvironmentError) return known.reason
  return error instanceof Error ? error.message : String(error)
}
