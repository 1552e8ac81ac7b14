import type { Severity } from '../../src/diagnostics/index.js'
import { codesMatching } from '../../src/lint/engine/codes.js'
import { Failure } from '../failure.js'
import { patternProblem } from './problems.js'
import type { RuleSettings } from './settings.js'

type Level = 'off' | Severity

const LEVELS: readonly string[] = ['off', 'info', 'warning', 'error'] satisfies Level[]

/** The severities that patterns give: a code goes before its prefix, a later one before an earlier. */
export function ruleSettings(patterns: Iterable<readonly [string, Level]>): RuleSettings {
  const rules: Partial<Record<string, Level>> = {}
  const entries = [...patterns]
  const prefixes = entries.filter(([pattern]) => pattern.endsWith('/*'))
  const codes = entries.filter(([pattern]) => !pattern.endsWith('/*'))
  for (const [pattern, level] of [...prefixes, ...codes]) {
    for (const code of codesMatching(pattern)) rules[code] = level
  }
  return rules
}

/** What `--rule` says. @param words `CODE=off|info|warning|error` each @throws Failure */
export function rulesOfFlags(words: readonly string[]): RuleSettings {
  return ruleSettings(
    words.map((word) => {
      const [pattern = '', level = '', ...rest] = word.split('=')
      if (!LEVELS.includes(level) || rest.length > 0) {
        throw new Failure(
          `--rule ${word}: write CODE=${LEVELS.join('|')}, for example --rule style/*=off`,
        )
      }
      const problem = patternProblem(pattern)
      if (problem !== undefined) throw new Failure(`--rule ${word}: ${problem}`)
      return [pattern, level as Level]
    }),
  )
}
