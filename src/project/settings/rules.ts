import type { Severity } from '../../diagnostics/index.js'
import { codesMatching } from '../../lint/engine/codes.js'
import type { RuleSettings } from './settings.js'

/** What a finding can be made: one of a severity, or none. */
export type Level = 'off' | Severity

export const LEVELS = ['off', 'info', 'warning', 'error'] as const satisfies readonly Level[]

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
