import { closest } from '../suggest/closest.js'
import { type FormatProblem, wrongWhole } from './format.js'

const UNITS = ['seconds', 'minutes', 'hours', 'days']

/** Checks a number with its unit: `4 hours` (language spec 2.4). */
export function duration(text: string): FormatProblem | undefined {
  const [, number, written = ''] = /^\s*(\d+)\s*([A-Za-z]*)\s*$/.exec(text) ?? []
  if (number === undefined) return wrongWhole(text, undefined)
  const lower = written.toLowerCase()
  const isUnit = UNITS.some((unit) => unit === lower || unit === `${lower}s`)
  if (isUnit && /^\d+\s+[A-Za-z]+$/.test(text)) return undefined
  return wrongWhole(text, 'The units are seconds, minutes, hours and days.', meant(number, lower))
}

function meant(number: string, written: string): string | undefined {
  if (/^w(?:ks?|eeks?)?$/.test(written)) return `${Number(number) * 7} days`
  const unit =
    written === ''
      ? undefined
      : (UNITS.find((unit) => unit.startsWith(written)) ??
        UNITS.find((unit) => ABBREVIATED[unit]?.includes(written)) ??
        closest(written, UNITS)?.name)
  return unit === undefined ? undefined : `${number} ${unit}`
}

const ABBREVIATED: Readonly<Record<string, readonly string[]>> = {
  seconds: ['secs'],
  minutes: ['mins'],
  hours: ['hr', 'hrs'],
}
