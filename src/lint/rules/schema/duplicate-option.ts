import type { SchemaRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/**
 * An option twice in one stanza, or at the top level of one file: the last one counts. The two
 * sides of a merge conflict are a single mistake, which the parser reports.
 */
export const duplicateOption: SchemaRule = {
  codes: ['schema/duplicate-option'],
  repeated({ view, name, types }, first, { surroundings, findings }) {
    if (types.length === 0) return
    if (findings.document.diagnostics.some(({ code }) => code === 'syntax/merge-conflict')) return
    const { start, end } = first.nameToken
    findings.report(
      'schema/duplicate-option',
      view.nameToken,
      `Option ${quoted(name)} is set again${surroundings.inScope}`,
      {
        detail: 'Only the last one in a stanza counts. Keep one of them.',
        related: [{ start, end, note: 'first set here' }],
      },
    )
  },
}
