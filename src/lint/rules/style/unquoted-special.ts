import { needsQuotes } from '../../../syntax/index.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { bareWords, quotingEdits } from '../../values/scalars.js'

/** An unquoted value with characters that should be quoted (language spec 2.2, B1, B2 and B5). */
export const unquotedSpecial: TextRule = {
  codes: ['style/unquoted-special'],
  option({ view, value }, findings) {
    const words = bareWords(value, needsQuotes)
    const [first] = words
    if (first === undefined) return
    findings.report(
      'style/unquoted-special',
      first,
      `A value of ${quoted(view.name)} is not in quotes`,
      {
        detail: 'Put values in quotes that hold blanks or any of # / " \' = { } [ ] ( ).',
        fix: findings.safeFix('Put it in quotes', ...words.flatMap(quotingEdits)),
      },
    )
  },
}
