import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/**
 * A mode without the leading 0, such as 640: modes are octal, and all other octal numbers need the
 * 0 (language spec 2.4).
 */
export const modeWithoutZero: SchemaRule = {
  codes: ['schema/mode-without-zero'],
  option({ name, value, types }, { findings }) {
    if (types.length === 0 || types.some(({ type }) => type !== 'octal_mode')) return
    if (value.type !== 'scalar' || !/^[1-7][0-7]{2,3}$/.test(value.value)) return
    const at = value.start + Number(value.quoted)
    const mode = `0${value.value}`
    findings.report(
      'schema/mode-without-zero',
      value,
      `Mode ${quoted(value.value)} of ${quoted(name)} has no 0 in front`,
      {
        detail: `Write ${mode}, so that everybody reads it as octal.`,
        fix: findings.unsafeFix(`Write ${mode}`, { start: at, end: at, text: '0' }),
      },
    )
  },
}
