import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A stanza with a name, though its kind of scope exists only once. */
export const unexpectedInstance: SchemaRule = {
  codes: ['schema/unexpected-instance'],
  scope({ view, name, types }, { findings }) {
    const { instance, nameToken } = view
    if (instance === undefined) return
    if (types.length === 0 || types.some((type) => type.instance !== 'anonymous')) return
    const edit = { start: nameToken.end, end: instance.end, text: '' }
    findings.report('schema/unexpected-instance', instance, `Scope ${quoted(name)} takes no name`, {
      detail: 'There is only one scope of this kind. Take the name out.',
      fix: findings.unsafeFix('Take the name out', edit),
    })
  },
}
