import { looksLikeAddress } from '../../../syntax/index.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { bareWords, quotingEdits } from '../../values/scalars.js'

/** An unquoted address, host name, wildcard or port (language spec 2.2, B6 and B7). */
export const unquotedValue: TextRule = {
  codes: ['style/unquoted-value'],
  option({ view, value }, findings) {
    const words = bareWords(value, looksLikeAddress)
    const [first] = words
    if (first === undefined) return
    findings.report(
      'style/unquoted-value',
      first,
      `A name or address of ${quoted(view.name)} is not in quotes`,
      {
        detail: 'Host names, addresses and wildcards are written as strings.',
        fix: findings.safeFix('Put it in quotes', ...words.flatMap(quotingEdits)),
      },
    )
  },
}
