import { type TextEdit, TokenKind } from '../../../syntax/index.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/**
 * Commas between the elements of an array or the entries of a dictionary (language spec 2.2, B14).
 */
export const arrayComma: TextRule = {
  codes: ['style/array-comma'],
  option({ view, value }, findings) {
    if (value.type === 'scalar') return
    const { kind, start, end } = value.tree.tokens
    const edits: TextEdit[] = []
    for (let token = value.firstToken; token < value.tokenLimit; token++) {
      if (kind[token] !== TokenKind.Comma) continue
      const at = { start: start[token] as number, end: end[token] as number }
      const isGlued = start[token + 1] === at.end && end[token - 1] === at.start
      edits.push({ ...at, text: isGlued ? ' ' : '' })
    }
    const [first] = edits
    if (first === undefined) return
    findings.report(
      'style/array-comma',
      first,
      `Commas separate the elements of ${quoted(view.name)}`,
      {
        detail: 'The product passes over them. Blanks are enough.',
        fix: findings.safeFix('Take the commas out', ...edits),
      },
    )
  },
}
