import type { Range } from '../../../syntax/index.js'
import { gapBefore } from '../../../syntax/index.js'
import type { FileFindings } from '../../engine/file-findings.js'
import type { TextRule } from '../../engine/rule.js'

/** A vertical tab or a form feed between statements; within comments and strings it is text. */
export const unusualBlank: TextRule = {
  codes: ['style/unusual-blank'],
  file(findings) {
    const { text, document } = findings
    if (!text.includes('\v') && !text.includes('\f')) return
    const { tree } = document
    for (let token = 0; token <= tree.tokens.count; token++) {
      const gap = gapBefore(tree, token)
      if (/[\v\f]/.test(text.slice(gap.start, gap.end))) check(gap, findings)
    }
  },
}

/** Reports the blanks between two tokens as one finding. */
function check(gap: Range, findings: FileFindings): void {
  const { text, document } = findings
  const comments = document.comments(gap)
  const edits = [...text.slice(gap.start, gap.end).matchAll(/[\v\f]/g)]
    .map(({ index }) => gap.start + index)
    .filter((at) => !comments.some(({ start, end }) => at >= start && at < end))
    .map((at) => ({ start: at, end: at + 1, text: ' ' }))
  const [first] = edits
  if (first === undefined) return
  const name = text[first.start] === '\v' ? 'vertical tab' : 'form feed'
  findings.report('style/unusual-blank', first, `A ${name} stands where a blank is meant`, {
    detail: 'The product takes it as a blank. Few editors show it.',
    fix: findings.safeFix('Write a blank', ...edits),
  })
}
