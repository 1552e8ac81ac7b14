import { TokenKind } from '../../src/syntax/index.js'
import type { LexerState } from './state.js'
import { indentAt, skipBlanks, trimEnd } from './text.js'

/** Matches the end of a text directly before the value of another option. */
const NEXT_OPTION = /\s*[A-Za-z_][\w.:-]*\s*=\s*[([]?\s*$/

/**
 * The index where `Name =` begins at the end of a string's text; undefined if it has no such end.
 */
export function nextOption(body: string): number | undefined {
  const next = NEXT_OPTION.exec(body.slice(-200))
  return next === null ? undefined : body.length - next[0].length
}

/**
 * Where a string really ends when the quote that seems to close it, on the same line, opens the
 * next string; undefined when the quote does close it.
 * @param body the text between the two quotes
 * @param next the index in `body` where a final `Name =` begins
 */
export function stopOnLine(
  state: LexerState,
  start: number,
  body: string,
  next: number | undefined,
): number | undefined {
  const { text } = state
  if (next !== undefined) {
    const awaitsBrace = state.before(1) === TokenKind.Word && state.listDepth === 0
    const brace = awaitsBrace ? body.indexOf('{') : -1
    return trimEnd(text, start + 1, start + 1 + (brace === -1 ? next : brace))
  }
  if (state.listDepth === 0 || !/\s$/.test(body)) return undefined
  return trimEnd(text, start + 1, start + 1 + body.length)
}

/**
 * Whether a string over several lines ends with a line `Name =`, so that its quote opens a new one.
 */
export function endsWithOption(text: string, close: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', close) + 1, close)
  return /^\s*[A-Za-z_][\w:.-]*\s*=\s*[([]?\s*$/.test(line)
}

/**
 * Reports an unclosed string, and ends it where its statement most likely ends: before the first
 * line that has a quote, or is not indented more.
 * @returns the end of the string
 */
export function readUnclosed(state: LexerState, start: number): number {
  const { text, lineEnds } = state
  const indent = indentAt(text, start)
  let end = lineEnds.of(start)
  const nextQuote = text.indexOf('"', end)
  const header = opensStanza(state, start, trimEnd(text, start + 1, end))
  while (!header && end < text.length) {
    const lineEnd = lineEnds.of(end + 1)
    const first = skipBlanks(text, end + 1)
    if (first >= lineEnd || indentAt(text, first) <= indent) break
    if (nextQuote !== -1 && nextQuote < lineEnd) break
    end = lineEnd
  }
  return endUnclosed(state, start, withoutClosing(state, start, end))
}

/** Reports an unclosed string, and ends it at an index. @returns the end of the string */
export function endUnclosed(state: LexerState, start: number, stop: number): number {
  const { findings } = state
  findings.reportAt('syntax/unclosed-string', start, start + 1, 'String is not closed', {
    detail: 'A " is missing at the end of the value.',
    fixes: [findings.replaceAt('Close the string', 'unsafe', stop, stop, '"')],
  })
  return state.push(TokenKind.String, start, Math.max(stop, start + 1))
}

/** Whether an unclosed string is an instance followed by the brace of its stanza. */
function opensStanza(state: LexerState, start: number, end: number): boolean {
  return (
    end > start + 1 &&
    state.text.charAt(end - 1) === '{' &&
    state.before(1) === TokenKind.Word &&
    state.listDepth === 0
  )
}

/** The end of an unclosed string, without the brackets that close its list or stanza. */
function withoutClosing(state: LexerState, start: number, lineEnd: number): number {
  const { text } = state
  const end = trimEnd(text, start + 1, lineEnd)
  if (opensStanza(state, start, end)) return trimEnd(text, start + 1, end - 1)
  const balance = new Balance(text.slice(start, end))
  let from = end
  // Only a bracket opened outside the string closes something; one with a partner inside is text.
  while (from > start + 1 && balance.closesMore(text.charAt(from - 1))) {
    from = trimEnd(text, start + 1, from - 1)
  }
  const closing = text.charAt(skipBlanks(text, from))
  const belongs = state.listDepth > 0 ? closing === ')' || closing === ']' : closing === '}'
  return belongs ? from : end
}

/** Counts brackets in a text to find the closing ones without a partner in it. */
class Balance {
  readonly #missing: Record<string, number>

  constructor(text: string) {
    const count = (character: string) => text.split(character).length - 1
    this.#missing = {
      ')': count(')') - count('('),
      ']': count(']') - count('['),
      '}': count('}') - count('{'),
    }
  }

  /**
   * Whether a closing bracket has no partner in the text; each bracket must be asked about once.
   */
  closesMore(character: string): boolean {
    const missing = this.#missing[character] ?? 0
    if (missing <= 0) return false
    this.#missing[character] = missing - 1
    return true
  }
}
