import type { SchemaRule } from '../../engine/rule.js'
import { excerpt, quoted } from '../../names/words.js'

/** A stanza without the name that its kind of scope needs (language spec 2.2, B20). */
export const missingInstance: SchemaRule = {
  codes: ['schema/missing-instance'],
  scope({ view, name, types }, { findings }) {
    if (view.instance !== undefined) return
    if (types.length === 0 || types.some(({ instance }) => instance !== 'named')) return
    findings.report(
      'schema/missing-instance',
      view.nameToken,
      `Scope ${quoted(name)} needs a name`,
      { detail: `Write ${excerpt(name)} "NAME" { ... }.` },
    )
  },
}
