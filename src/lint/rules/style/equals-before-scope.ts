import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A `=` between the name of a scope and its stanza (language spec 2.2, B13). */
export const equalsBeforeScope: TextRule = {
  codes: ['style/equals-before-scope'],
  scope({ name, nameToken, equals, instance, openBrace }, findings) {
    const after = instance ?? openBrace
    if (equals === undefined || after === undefined) return
    const between = findings.text.slice(nameToken.end, equals.start)
    const edit = /^[ \t]*$/.test(between)
      ? { start: nameToken.end, end: equals.end, text: after.start === equals.end ? ' ' : '' }
      : { start: equals.start, end: equals.end, text: '' }
    findings.report(
      'style/equals-before-scope',
      equals,
      `A "=" stands between ${quoted(name)} and its stanza`,
      {
        detail: 'The product takes it as it is. Only options have a "=".',
        fix: findings.safeFix('Take the "=" out', edit),
      },
    )
  },
}
