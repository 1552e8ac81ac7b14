import { encodeString } from '../../src/syntax/index.js'
import type { LexerState } from './state.js'
import { skipBlanks } from './text.js'

// Marks that other languages have: a colon behind a name, a semicolon behind a value, single quotes.
// They are reported, and read as what was meant.

const LF = 0x0a
const SEMICOLON = 0x3b

/** Reports a name with a colon at its end: no name ends so, and `=` or nothing belongs there. */
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
 * @param value whether they stand behind an unquoted value: no value ends with a semicolon
 * @returns where they end; `at` where they end no statement
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

/** The single quote that closes another one on its line; -1 when there is none. */
export function singleQuoteClose({ text, lineEnds }: LexerState, start: number): number {
  const close = text.indexOf("'", start + 1)
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

/** Reports a single quote that is a part of a word. */
export function reportLoneSingleQuote({ findings }: LexerState, at: number): void {
  const summary = 'A single quote inside an unquoted value'
  findings.reportAt('syntax/single-quotes', at, at + 1, summary, {
    detail: 'Put the whole value in double quotes.',
  })
}
