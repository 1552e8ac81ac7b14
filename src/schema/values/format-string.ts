import type { FormatProblem } from './format.js'

/** The layout of a log line. What its macros are depends on the log. */
export function formatString(text: string): FormatProblem | undefined {
  for (const { index } of text.matchAll(/%\{/g)) {
    if (!text.includes('}', index)) {
      return { start: index, end: text.length, reason: 'The brace of this macro is never closed.' }
    }
  }
  return undefined
}
