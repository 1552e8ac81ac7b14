import { TokenKind } from '../../src/syntax/index.js'
import type { LexerState } from './state.js'

/** How many tokens of a line are searched for the beginning of a value. */
const FARTHEST = 64

/**
 * Reports a value without an opening quote: everything from the beginning of the value on this line
 * up to the quote becomes the string.
 * @returns the end of the string
 */
export function readUnopened(state: LexerState, quote: number): number {
  const { tokens, findings } = state
  const inList = state.listDepth > 0
  let first = tokens.count
  const least = Math.max(state.lineTokens, tokens.count - FARTHEST)
  while (first > least && !startsValue(state, first, inList)) first--
  // Without a "=", the first word of the line is the name of a stanza.
  if (first === state.lineTokens && state.lineDepth === 0) first++
  first = Math.min(first, tokens.count - 1)
  const start = tokens.start[first] as number
  state.takeBack(first)
  // Findings in the value are obsolete, because it is the text of a string now.
  const { diagnostics } = findings
  while ((diagnostics.at(-1)?.start ?? -1) >= start) diagnostics.pop()
  findings.reportAt('syntax/unclosed-string', start, quote + 1, 'The opening quote is missing', {
    detail: 'A " is missing before the value.',
    fixes: [findings.replaceAt('Open the string', 'unsafe', start, start, '"')],
  })
  return state.push(TokenKind.String, start, quote + 1)
}

/** Whether a token of the line begins the value, or the list element, that ends here. */
function startsValue({ tokens, inArray }: LexerState, token: number, inList: boolean): boolean {
  const { kind, start, end } = tokens
  const before = kind[token - 1]
  if (before === TokenKind.Equals) {
    // In an array, a "=" without blanks around it belongs to the element: odbc:DSN=x
    const glued = start[token] === end[token - 1] && start[token - 1] === end[token - 2]
    return !(glued && inList && inArray)
  }
  if (!inList) return false
  if (before === TokenKind.String || before === TokenKind.Comma) return true
  const opens = before === TokenKind.OpenParen || before === TokenKind.OpenBracket
  return opens && kind[token - 2] === TokenKind.Equals
}
