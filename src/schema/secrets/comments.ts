import type { Range, SyntaxTree } from '../../syntax/index.js'

/**
 * The comments among some tokens and after them on their last line, without marks and surrounding
 * blanks. Around a secret, they may hold its old or new value.
 *
 * @param first the first of the tokens
 * @param limit the token after the last one
 */
export function commentsAround(
  { tokens, source: { text } }: SyntaxTree,
  first: number,
  limit: number,
): Range[] {
  const found: Range[] = []
  for (let token = first + 1; token <= limit; token++) {
    const from = tokens.end[token - 1] as number
    const to = token < tokens.count ? (tokens.start[token] as number) : text.length
    if (to <= from + 1) continue
    let gap = text.slice(from, to)
    if (token === limit) gap = gap.slice(0, endOfLine(gap))
    for (const { 0: comment, index } of gap.matchAll(COMMENT)) {
      const opening = OPENING.exec(comment)?.[0].length ?? 0
      const said = comment.slice(opening).replace(CLOSING, '')
      const start = from + index + opening
      if (said !== '') found.push({ start, end: start + said.length })
    }
  }
  return found
}

const COMMENT = /#[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/g
const OPENING = /^(?:\/\*+|#+)\s*/
const CLOSING = /\s*\*+\/$|\s+$/

/**
 * The end of the first line of a gap between tokens; a comment over several lines is part of it.
 */
function endOfLine(gap: string): number {
  let at = 0
  for (;;) {
    const newline = gap.indexOf('\n', at)
    if (newline === -1) return gap.length
    const opened = gap.indexOf('/*', at)
    const hash = gap.indexOf('#', at)
    if (opened === -1 || opened > newline || (hash !== -1 && hash < opened)) return newline
    const close = gap.indexOf('*/', opened + 2)
    if (close === -1) return gap.length
    at = close + 2
  }
}
