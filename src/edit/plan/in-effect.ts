import { type Change, type Configuration, InvalidChangeError } from '../../config/index.js'
import { differences, isEffective } from '../diff/differences.js'

/**
 * Whether changes make no difference in effect to a configuration, since each is so already. The order
 * of scopes does not count: one that is taken out and made again comes last in memory.
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
