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

/** The index of the matching quote or back tick on the line; -1 when there is none. */
export function singleQuoteClose({ text, lineEnds }: LexerState, start: number): number {
  const close = text.indexOf(text.charAt(start), start + 1)
  return close !== -1 && close < lineEnds.of(start) ? close : -1
}

/** Reports a string in single quotes. */
export function reportSingleQuotes(
  { text, findings }: LexerState,
  start: number,
  close: number,
): void {
  const value = encodeString(text.slice(start + 1, close))
  findings.reportAt(
    'syntax/single-quotes',
    start,
    close + 1,
    'Single quotes do not delimit a string',
    {
      detail: 'Write it in double quotes.',
      fixes: [findings.replaceAt('Use double quotes', 'safe', start, close + 1, value)],
    },
  )
}

/** Reports a string between back ticks. */
export function reportBackTicks(
  { text, findings }: LexerState,
  start: number,
  close: number,
): void {
  const value = encodeString(text.slice(start + 1, close))
  findings.reportAt('syntax/back-ticks', start, close + 1, 'Back ticks do not delimit a string', {
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
