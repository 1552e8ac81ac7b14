import { isHook } from '../../../config/lookup/option-name.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/**
 * An array or a dictionary without the `=` before it (language spec 2.2, B12). A hook is written
 * without it (B22).
 */
export const missingEquals: TextRule = {
  codes: ['style/missing-equals'],
  option({ view: { name, nameToken, equals }, value }, findings) {
    if (equals !== undefined || isHook(nameToken.text)) return
    const at = nameToken.end
    const isGlued = value.start === at
    findings.report('style/missing-equals', nameToken, `There is no "=" after ${quoted(name)}`, {
      detail: 'The product takes it as it is. Write Name = value, as for every other option.',
      fix: findings.safeFix('Write "="', { start: at, end: at, text: isGlued ? ' = ' : ' =' }),
    })
  },
}
