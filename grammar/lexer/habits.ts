import { encodeString } from '../../src/syntax/index.js'
import type { LexerState } from './state.js'
import { skipBlanks } from './text.js'

// Habits from other languages: a colon after a name, a semicolon after a value, single quotes, back
// ticks. Each is reported, and read as what was meant.

const LF = 0x0a
const SEMICOLON = 0x3b

/** Reports a colon after a name: a name cannot end so, and `=` or nothing belongs there. */
export function reportColon({ text, findings }: LexerState, at: number): void {
  const next = text.charAt(skipBlanks(text, at + 1))
  const superfluous = next === '{' || next === '='
  const summary = superfluous ? 'A ":" too many' : 'A ":" where "=" belongs'
  const title = superfluous ? 'Take it out' : 'Write "="'
  findings.reportAt('syntax/colon', at, at + 1, summary, {
    detail: superfluous ? 'Take it out.' : 'An option is written Name = value.',
    fixes: [findings.replaceAt(title, 'safe', at, at + 1, superfluous ? '' : ' =')],
  })
}

/**
 * Reports semicolons at the end of a statement.
 * @param value whether they follow an unquoted value, which cannot end with a semicolon
 * @returns the index after them; `at` when they do not end a statement
 */
export function passSemicolons({ text, findings }: LexerState, at: number, value = false): number {
  let end = at
  while (text.charCodeAt(end) === SEMICOLON) end++
  let next = end
  while (text.charCodeAt(next) === 0x20 || text.charCodeAt(next) === 0x09) next++
  const unit = text.charCodeAt(next)
  const ends =
    value || next >= text.length || unit === LF || unit === 0x0d || unit === 0x23 || unit === 0x7d
  if (!ends) return at
  findings.reportAt('syntax/semicolon', at, end, 'A semicolon does not end a statement here', {
    detail: 'Take it out: statements end by themselves.',
    fixes: [findings.replaceAt('Take the semicolon out', 'safe', at, end, '')],
  })
  return end
}

/** The index of the matching quote of another language on the line; -1 when there is none. */
export function otherQuoteClose({ text, lineEnds }: LexerState, start: number): number {
  const close = text.indexOf(text.charAt(start), start + 1)
  return close !== -1 && close < lineEnds.of(start) ? close : -1
}

/** The marks around a string of other languages, with the code of what is found and its name. */
const OTHER_QUOTES = {
  "'": ['syntax/single-quotes', 'Single quotes'],
  '`': ['syntax/back-ticks', 'Back ticks'],
} as const

/** Reports a string between quotes of other languages. */
export function reportOtherQuotes(
  { text, findings }: LexerState,
  start: number,
  close: number,
): void {
  const value = encodeString(text.slice(start + 1, close))
  const [code, name] = OTHER_QUOTES[text.charAt(start) as keyof typeof OTHER_QUOTES]
  findings.reportAt(code, start, close + 1, `${name} do not delimit a string`, {
    detail: 'Write it in double quotes.',
    fixes: [findings.replaceAt('Use double quotes', 'safe', start, close + 1, value)],
  })
}

/** Reports a single quote within a word. */
export function reportLoneSingleQuote({ findings }: LexerState, at: number): void {
  const summary = 'A single quote inside an unquoted value'
  findings.reportAt('syntax/single-quotes', at, at + 1, summary, {
    detail: 'Put the whole value in double quotes.',
  })
}
