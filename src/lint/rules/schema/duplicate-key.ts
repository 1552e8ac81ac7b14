import { entryKey, ruleOf } from '../../../schema/rules.js'
import { DictionaryView, type EntryView } from '../../../syntax/index.js'
import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A key twice in one dictionary: the last one counts (language spec 2.5). */
export const duplicateKey: SchemaRule = {
  codes: ['schema/duplicate-key'],
  option({ name, value, types }, { findings }) {
    if (!(value instanceof DictionaryView)) return
    const rule = ruleOf(types[0])
    const first = new Map<string, EntryView>()
    for (const entry of value.entries) {
      // Known keys compare without case, all others exactly (language spec 2.5).
      const key = rule === undefined ? entry.key : entryKey(rule, entry.key)
      const before = first.get(key)
      if (before === undefined) {
        first.set(key, entry)
        continue
      }
      const { start, end } = before.keyToken
      findings.report(
        'schema/duplicate-key',
        entry.keyToken,
        `Key ${quoted(entry.key)} is set again in ${quoted(name)}`,
        {
          detail: 'Only the last one counts. Keep one of them.',
          related: [{ start, end, note: 'first set here' }],
        },
      )
    }
  },
}
