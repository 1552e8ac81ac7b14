import { compilePattern, Unmatchable } from '../../../config/pattern/pattern.js'
import { patternOf } from '../../../schema/values/domain-or-pattern.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { placeWithin } from '../../values/scalars.js'

/**
 * The pattern of a domain that PCRE accepts but this project cannot match, so that look-ups skip
 * the domain.
 */
export const unmatchedPattern: SchemaRule = {
  codes: ['schema/unmatched-pattern'],
  scope({ view, name, types }, { findings }) {
    const { instance } = view
    if (instance === undefined || types.length === 0) return
    if (types.some(({ instanceType }) => instanceType !== 'domain_or_pattern')) return
    const pattern = patternOf(instance.value)
    const compiled = pattern === undefined ? undefined : compilePattern(pattern)
    if (!(compiled instanceof Unmatchable)) return
    findings.report(
      'schema/unmatched-pattern',
      placeWithin(instance, 1 + compiled.start, 1 + compiled.end),
      `Regular expression of scope ${quoted(name)} is not matched by ecconf`,
      {
        detail:
          `It has ${compiled.message}. PCRE follows that; eval, why, set and diff answer as if the ` +
          'expression matched nothing.',
      },
    )
  },
}
