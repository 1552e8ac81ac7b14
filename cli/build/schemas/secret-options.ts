import { distance } from 'fastest-levenshtein'
import type { SecretOption } from '../../../src/schema/data.js'
import { mostSlips } from '../../../src/schema/suggest/slips.js'

/**
 * The secret options, each with the other options for which a misspelled name could be meant.
 * @param names of all options
 * @param secret the names of those that are secret
 */
export function secretOptions(
  names: readonly string[],
  secret: ReadonlySet<string>,
): SecretOption[] {
  const others = names.filter((name) => !secret.has(name))
  return names
    .filter((name) => secret.has(name))
    .map((name) => {
      // Any name closer to a misspelled name than this one is within this distance.
      const reach = 2 * mostSlips(name.length + 3)
      const alike = others.filter(
        (other) => Math.abs(other.length - name.length) <= reach && distance(other, name) <= reach,
      )
      return { name, alike }
    })
}
