import type { TextRule } from '../../engine/rule.js'
import { quotingEdits } from '../../values/scalars.js'

/** An include whose file name is not in quotes (language spec 2.2, B19). */
export const unquotedInclude: TextRule = {
  codes: ['style/unquoted-include'],
  include({ target }, findings) {
    if (target === undefined || target.quoted) return
    findings.report('style/unquoted-include', target, 'The included file is not in quotes', {
      detail: 'The names of files are written as strings.',
      fix: findings.safeFix('Put it in quotes', ...quotingEdits(target)),
    })
  },
}
