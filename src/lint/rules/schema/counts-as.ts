import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/** A word that the option does not know, and takes for another one. */
export const countsAs: SchemaRule = {
  codes: ['schema/no-effect'],
  option({ name, value, types }, { findings }) {
    const [type, ...others] = types
    const word = type?.facts?.othersCountAs
    if (type === undefined || word === undefined || value.type !== 'scalar') return
    if (others.some(({ facts }) => facts?.othersCountAs !== word)) return
    const { words = [] } = type
    const lower = value.value.toLowerCase()
    if (words.some((known) => known.toLowerCase() === lower)) return
    findings.report(
      'schema/no-effect',
      value,
      `Value ${quoted(value.value)} of option ${quoted(name)} counts as ${quoted(word)}`,
      { detail: `The words are ${words.map(quoted).join(' and ')}.`, severity: 'warning' },
    )
  },
}
