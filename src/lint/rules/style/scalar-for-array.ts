import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A scalar for an array option, which counts as an array of one (language spec 2.2, B17). */
export const scalarForArray: SchemaRule = {
  codes: ['style/scalar-for-array'],
  option({ name, value, types }, { findings }) {
    if (value.type !== 'scalar') return
    if (types.length === 0 || types.some(({ shape }) => shape !== 'array')) return
    const { start, end } = value
    findings.report('style/scalar-for-array', value, `The value of ${quoted(name)} is no array`, {
      detail: 'The product takes it as an array of one. Write it in parentheses.',
      fix: findings.safeFix(
        'Put it in parentheses',
        { start, end: start, text: '( ' },
        { start: end, end, text: ' )' },
      ),
    })
  },
}
