import type { OptionType } from './types.js'

/**
 * Whether the documents leave in doubt where an option stands and what it takes, in every product
 * line that has it: only a changelog names it, or its page does not say.
 */
export function isUncertain({ lines }: OptionType): boolean {
  const all = Object.values(lines)
  return all.length > 0 && all.every(({ uncertain }) => uncertain === true)
}
