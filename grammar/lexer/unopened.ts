import { TokenKind } from '../../src/syntax/index.js'
import type { LexerState } from './state.js'

/** How many tokens of a line are looked at for the beginning of a value. */
const FARTHEST = 64

/**
 * Reports a value whose opening quote is missing: all of it, from where the value begins on this
 * line to the quote, is the string.
 * @returns where the string ends
 */
export function readUnopened(state: LexerState, quote: number): number {
  const { tokens, findings } = state
  const inList = state.listDepth > 0
  let first = tokens.count
  const least = Math.max(state.lineTokens, tokens.count - FARTHEST)
  while (first > least && !startsValue(state, first, inList)) first--
  // Without a "=" on the line, the first word of it is the name of a stanza.
  if (first === state.lineTokens && state.lineDepth === 0) first++
  first = Math.min(first, tokens.count - 1)
  const start = tokens.start[first] as number
  state.takeBack(first)
  // What was found in it is text of the string.
  const { diagnostics } = findings
  while ((diagnostics.at(-1)?.start ?? -1) >= start) diagnostics.pop()
  findings.reportAt('syntax/unclosed-string', start, quote + 1, 'The opening quote is missing', {
    detail: 'A " is missing before the value.',
    fixes: [findings.replaceAt('Open the string', 'unsafe', start, start, '"')],
  })
  return state.push(TokenKind.String, start, quote + 1)
}

/** Whether the value, or the element of a list, that ends now begins with this token of the line. */
function startsValue({ tokens, inArray }: LexerState, token: number, inList: boolean): boolean {
  const { kind, start, end } = tokens
  const before = kind[token - 1]
  if (before === TokenKind.Equals) {
    // In an array a "=" that is glued to words is a part of the element: odbc:DSN=x
    const glued = start[token] === end[token - 1] && start[token - 1] === end[token - 2]
    return !(glued && inList && inArray)
  }
  if (!inList) return false
  if (before === TokenKind.String || before === TokenKind.Comma) return true
  const opens = before === TokenKind.OpenParen || before === TokenKind.OpenBracket
  return opens && kind[token - 2] === TokenKind.Equals
}
