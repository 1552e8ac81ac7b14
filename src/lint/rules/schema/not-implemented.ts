import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** An option that the product accepts and ignores. */
export const notImplemented: SchemaRule = {
  codes: ['schema/no-effect'],
  option({ view, name, types }, { findings }) {
    if (types.length === 0 || !types.every(({ facts }) => facts?.implemented === false)) return
    findings.report('schema/no-effect', view.nameToken, `Option ${quoted(name)} has no effect`, {
      detail: 'The product accepts it, and does nothing with it.',
    })
  },
}
