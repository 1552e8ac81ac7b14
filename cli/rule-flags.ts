import { Failure } from '../src/project/failure.js'
import { patternProblem } from '../src/project/settings/problems.js'
import { LEVELS, type Level, ruleSettings } from '../src/project/settings/rules.js'
import type { RuleSettings } from '../src/project/settings/settings.js'

/** What `--rule` says. @param words `CODE=off|info|warning|error` each @throws Failure */
export function rulesOfFlags(words: readonly string[]): RuleSettings {
  return ruleSettings(
    words.map((word) => {
      const [pattern = '', level = '', ...rest] = word.split('=')
      if (!isLevel(level) || rest.length > 0) {
        throw new Failure(
          `--rule ${word}: write CODE=${LEVELS.join('|')}, for example --rule style/*=off`,
        )
      }
      const problem = patternProblem(pattern)
      if (problem !== undefined) throw new Failure(`--rule ${word}: ${problem}`)
      return [pattern, level]
    }),
  )
}

function isLevel(word: string): word is Level {
  return (LEVELS as readonly string[]).includes(word)
}
