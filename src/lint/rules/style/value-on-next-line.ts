import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A value on the line after its `=` (language spec 2.2, B16). */
export const valueOnNextLine: TextRule = {
  codes: ['style/value-on-next-line'],
  option({ view: { name, equals }, value }, findings) {
    if (equals === undefined || value.start === equals.end) return
    const between = findings.text.slice(equals.end, value.start)
    if (!between.includes('\n')) return
    const edit = { start: equals.end, end: value.start, text: ' ' }
    findings.report(
      'style/value-on-next-line',
      value,
      `The value of ${quoted(name)} stands on another line than its "="`,
      {
        detail: 'The product takes it as it is. It is easier to find behind the "=".',
        fix: /^[ \t\r\n]*$/.test(between)
          ? findings.safeFix('Put it on the same line', edit)
          : undefined,
      },
    )
  },
}
