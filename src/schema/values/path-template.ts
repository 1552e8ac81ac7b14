import type { OptionFacts } from '../option-facts.js'
import type { FormatProblem } from './format.js'
import { conversionProblem } from './strftime.js'

/**
 * Checks a path with macros: those of the option, such as `%{n}`, and date macros if it has them.
 */
export function pathTemplate(text: string, facts: () => OptionFacts): FormatProblem | undefined {
  const found = [...text.matchAll(/%[%{]?/g)]
  const { macros = [] } = found.length > 0 ? facts() : {}
  const named = macros.filter((macro) => macro.startsWith('%{'))
  for (const { 0: percent, index } of found) {
    if (percent === '%{') {
      const close = text.indexOf('}', index)
      const end = close < 0 ? text.length : close + 1
      if (close < 0)
        return { start: index, end, reason: 'The brace of this macro is never closed.' }
      if (named.includes(text.slice(index, end))) continue
      const known = named.length > 0 ? `The macros are ${named.join(', ')}` : 'There are no macros'
      const dates = macros.includes('strftime') ? ' and those of strftime' : ''
      return { start: index, end, reason: `${known}${dates}.` }
    }
    if (!macros.includes('strftime') || percent === '%%') continue
    const problem = conversionProblem(text, index)
    if (problem !== undefined) return problem
  }
  return undefined
}
