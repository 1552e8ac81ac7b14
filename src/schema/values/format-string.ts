import type { FormatProblem } from './format.js'

/** Checks the layout of a log line; its macros depend on the log. */
export function formatString(text: string): FormatProblem | undefined {
  for (const { index } of text.matchAll(/%\{/g)) {
    if (!text.includes('}', index)) {
      return { start: index, end: text.length, reason: 'The brace of this macro is never closed.' }
    }
  }
  return undefined
}
