import { TokenKind } from '../../../syntax/index.js'
import type { TextRule } from '../../engine/rule.js'
import { quoted } from '../../names/words.js'

/**
 * A `#` that ends a word and begins a comment (language spec 2.1). Only the author knows whether it
 * was meant to be a part of the word, so there is no fix.
 */
export const gluedComment: TextRule = {
  codes: ['style/glued-comment'],
  file(findings) {
    const { text, document } = findings
    const { kind, start, end, count } = document.tree.tokens
    for (let token = 0; token < count; token++) {
      const at = end[token] as number
      if (text.charCodeAt(at) !== HASH || kind[token] !== TokenKind.Word) continue
      const word = text.slice(start[token] as number, at)
      findings.report(
        'style/glued-comment',
        { start: at, end: at + 1 },
        `A comment begins in the middle of a word, after ${quoted(word)}`,
        { detail: 'Put the word in quotes if the "#" belongs to it, or else a blank before it.' },
      )
    }
  },
}

const HASH = 0x23
