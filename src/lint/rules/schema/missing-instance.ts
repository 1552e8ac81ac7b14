import type { SchemaRule } from '../../engine/rule.js'
import { instanceAt } from '../../names/instance-at.js'
import { excerpt, quoted } from '../../names/words.js'
import { targetOf } from '../version/at-target.js'

/** A stanza without the name that its kind of scope needs (language spec 2.2, B20). */
export const missingInstance: SchemaRule = {
  codes: ['schema/missing-instance'],
  scope({ view, name, types }, { settings, findings }) {
    if (view.instance !== undefined) return
    const target = targetOf(settings)
    if (types.length === 0 || types.some((type) => instanceAt(type, target) !== 'named')) return
    const isForTarget = types.some((type) => type.instance !== 'named')
    findings.report(
      'schema/missing-instance',
      view.nameToken,
      `Scope ${quoted(name)} needs a name${isForTarget ? ` in ${target?.text}` : ''}`,
      {
        detail: `Write ${excerpt(name)} "NAME" { ... }.`,
        ...(isForTarget && { severity: 'warning' }),
      },
    )
  },
}
