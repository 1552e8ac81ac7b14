import type { Configuration } from '../../config/index.js'
import { ConsoleError, resolveWords, splitWords } from '../../console/index.js'
import type { Refusal } from '../change/change-set.js'
import { requirementMissing, unreadableRequirement } from './refusals.js'

/**
 * Refuses when a required scope is missing.
 * @param without the configuration without the overlays
 * @param required scope paths as typed on the console: `datasource ecdb`
 */
export function missingRequirement(
  without: Configuration,
  required: readonly string[],
): Refusal | undefined {
  for (const words of required) {
    try {
      const { path, scope } = resolveWords(without, splitWords(words), 'scope')
      if (scope === undefined) return requirementMissing(without.main, path)
    } catch (error) {
      if (!(error instanceof ConsoleError)) throw error
      return unreadableRequirement(words, error.message)
    }
  }
  return undefined
}
