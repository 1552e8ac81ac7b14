import { patternOf } from '../../../schema/values/domain-or-pattern.js'
import { PcreMistake } from '../../../schema/values/pcre/mistake.js'
import { parsePcre } from '../../../schema/values/pcre/parser.js'
import { slowPart } from '../../../schema/values/pcre/slow.js'
import type { ScalarView } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { eachScalar, placeWithin } from '../../values/scalars.js'

/**
 * A regular expression that can take exponential time on text that somebody else sends: a
 * repetition that matches the same text in many ways, all of which are tried.
 */
export const slowExpression: SchemaRule = {
  codes: ['security/slow-expression'],
  option({ name, value, types }, { findings }) {
    if (types.length === 0) return
    if (types.some(({ type, element }) => (element ?? type) !== 'regex')) return
    for (const scalar of eachScalar(value)) {
      check(scalar, scalar.value, 0, `of option ${quoted(name)}`, findings)
    }
  },
  scope({ view, name, types }, { findings }) {
    if (view.instance === undefined || types.length === 0) return
    if (types.some(({ instanceType }) => instanceType !== 'domain_or_pattern')) return
    const pattern = patternOf(view.instance.value)
    if (pattern !== undefined) {
      check(view.instance, pattern, 1, `of scope ${quoted(name)}`, findings)
    }
  },
}

/** @param from the offset of the expression in the text of the scalar */
function check(
  scalar: ScalarView,
  expression: string,
  from: number,
  whose: string,
  findings: FileFindings,
): void {
  // An expression with fewer than two such characters cannot repeat anything in two ways.
  if (!/[*+{]/.test(expression) || (expression.match(/[*+{?|]/g)?.length ?? 0) < 2) return
  const parsed = parsePcre(expression)
  const slow = parsed instanceof PcreMistake ? undefined : slowPart(parsed.alternatives)
  if (slow === undefined) return
  const part = expression.slice(slow.start, slow.end)
  findings.report(
    'security/slow-expression',
    placeWithin(scalar, from + slow.start, from + slow.end),
    `Regular expression ${whose} can take exponential time`,
    {
      detail:
        `${quoted(part)} matches the same text in many ways, and all are tried when what follows ` +
        'does not match. Repeat only once, let alternatives begin differently, or forbid to try ' +
        'again: (?>...).',
    },
  )
}
