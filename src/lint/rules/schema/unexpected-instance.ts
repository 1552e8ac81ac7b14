import type { SchemaRule } from '../../engine/rule.js'
import { instanceAt } from '../../names/instance-at.js'
import { quoted } from '../../names/words.js'
import { targetOf } from '../version/at-target.js'

/** A stanza with a name, though its kind of scope exists only once. */
export const unexpectedInstance: SchemaRule = {
  codes: ['schema/unexpected-instance'],
  scope({ view, name, types }, { settings, findings }) {
    const { instance, nameToken } = view
    if (instance === undefined) return
    const target = targetOf(settings)
    if (types.length === 0) return
    if (types.some((type) => instanceAt(type, target) !== 'anonymous')) return
    const isForTarget = types.some((type) => type.instance !== 'anonymous')
    const edit = { start: nameToken.end, end: instance.end, text: '' }
    const where = isForTarget ? ` in ${target?.text}` : ''
    findings.report(
      'schema/unexpected-instance',
      instance,
      `Scope ${quoted(name)} takes no name${where}`,
      {
        detail: 'There is only one scope of this kind. Take the name out.',
        fix: findings.unsafeFix('Take the name out', edit),
        ...(isForTarget && { severity: 'warning' }),
      },
    )
  },
}
