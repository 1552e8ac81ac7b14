import type { FormatProblem } from './format.js'

/** Checks a date and time format for strftime, including the conversions of GNU. */
export function strftime(text: string): FormatProblem | undefined {
  for (const { index } of text.matchAll(/%%|%/g)) {
    if (text[index + 1] === '%') continue
    const problem = conversionProblem(text, index)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** @param start the index of a conversion's percent sign */
export function conversionProblem(text: string, start: number): FormatProblem | undefined {
  const conversion = /%[-_0^#]?\d*[EO]?([A-Za-z+])?/y
  conversion.lastIndex = start
  const [written = '%', letter] = conversion.exec(text) ?? []
  const end = start + written.length
  if (letter === undefined) {
    return { start, end, reason: 'This percent sign begins nothing; one that is meant is %%.' }
  }
  if ('aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ+'.includes(letter)) return undefined
  return { start, end, reason: `strftime has no conversion ${written}.` }
}
