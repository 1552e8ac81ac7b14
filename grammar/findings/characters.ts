import type { Fix } from '../../src/diagnostics/index.js'
import { characterName, isForeignBlank } from '../lexer/characters.js'
import type { Findings } from './findings.js'

/** Reports an invisible character: a blank outside ASCII, or a character without width. */
export function reportInvisible(
  findings: Findings,
  start: number,
  end: number,
  unit: number,
): void {
  const blank = isForeignBlank(unit)
  const title = blank ? 'Write an ordinary space' : 'Take it out'
  const text = blank ? ' '.repeat(end - start) : ''
  findings.reportAt(
    'syntax/invisible-character',
    start,
    end,
    `Invisible character ${characterName(unit)}`,
    {
      detail: blank
        ? 'It looks like a space and is none. Write an ordinary space.'
        : 'Nobody sees it, and it changes the word. Take it out.',
      fixes: [findings.replaceAt(title, 'safe', start, end, text)],
    },
  )
}

/** Reports a run of one control character, which no text should contain. */
export function reportControl(
  findings: Findings,
  start: number,
  end: number,
  unit: number,
  fixes?: readonly Fix[],
): void {
  const many = end - start > 1 ? ` (${end - start} of them)` : ''
  const what = unit === 0 ? 'NUL byte' : `Control character ${characterName(unit)}`
  findings.reportAt('syntax/control-character', start, end, `${what} in the text${many}`, {
    detail: 'Take it out.',
    ...(fixes ? { fixes } : {}),
  })
}
