import { type Change, type Configuration, InvalidChangeError } from '../../config/index.js'
import { differences, isEffective } from '../diff/differences.js'

/**
 * Whether all changes are already in effect in a configuration. The order of scopes is ignored,
 * because a scope that is removed and made again comes last in memory.
 */
export function areInEffect(changes: readonly Change[], configuration: Configuration): boolean {
  try {
    const changed = configuration.apply(changes)
    return differences(configuration, changed).every(
      (difference) => difference.kind === 'order' || !isEffective(difference),
    )
  } catch (error) {
    if (error instanceof InvalidChangeError) return false
    throw error
  }
}
