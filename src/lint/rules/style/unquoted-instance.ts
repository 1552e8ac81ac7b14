import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'
import { quotingEdits } from '../../values/scalars.js'

/** An unquoted stanza name that is not a plain word (language spec 2.2, B3, B4, B8 and B9). */
export const unquotedInstance: TextRule = {
  codes: ['style/unquoted-instance'],
  scope({ name, instance }, findings) {
    if (instance === undefined || instance.quoted || /^\w*$/.test(instance.text)) return
    findings.report(
      'style/unquoted-instance',
      instance,
      `The name of ${quoted(name)} is not in quotes`,
      {
        detail: 'Names with more than letters, digits and "_" are written as strings.',
        fix: findings.safeFix('Put it in quotes', ...quotingEdits(instance)),
      },
    )
  },
}
