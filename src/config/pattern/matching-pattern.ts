import { compilePattern, Matcher } from './pattern.js'

/** How many characters of a command are matched; a longer one matches nothing. */
const LONGEST_MATCHED = 64 * 1024

/**
 * The first of some patterns that allows a command (runtime spec 2.2): a search, anchored nowhere.
 * @param command with single blanks between its words
 * @param onBadPattern is told of a pattern that allows nothing because it cannot be matched
 */
export function matchingPattern(
  patterns: readonly string[],
  command: string,
  onBadPattern: (pattern: string) => void,
): string | undefined {
  return patterns.find((pattern) => {
    const matcher = compilePattern(pattern)
    if (matcher instanceof Matcher) {
      return command.length <= LONGEST_MATCHED && matcher.test(command) === true
    }
    onBadPattern(pattern)
    return false
  })
}
