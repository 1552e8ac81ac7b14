import type { FormatProblem } from './format.js'
import { PcreMistake } from './pcre/mistake.js'
import { parsePcre } from './pcre/parser.js'

/** Checks whether PCRE compiles a regular expression. */
export function pcre(text: string): FormatProblem | undefined {
  const parsed = parsePcre(text)
  if (!(parsed instanceof PcreMistake)) return undefined
  const { start, end, message } = parsed
  return { start, end, reason: message }
}
