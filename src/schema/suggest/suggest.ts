import { encodeString, needsQuotes, type ScalarView } from '../../syntax/index.js'
import { BOOLEAN_WORDS, integerOf } from '../scalars.js'
import type { ScalarRule } from '../value-rule.js'
import { closest } from './closest.js'

/** The value most likely meant, as configuration text; undefined when uncertain. */
export function suggestScalar(rule: ScalarRule, scalar: ScalarView): string | undefined {
  const meant = meantWord(rule, scalar.value) ?? correctedNumber(rule, scalar.value)
  if (meant === undefined || meant === scalar.value) return undefined
  return scalar.quoted || needsQuotes(meant) ? encodeString(meant) : meant
}

function meantWord(rule: ScalarRule, text: string): string | undefined {
  const booleans = rule.as.includes('b') ? BOOLEAN_WORDS.filter((word) => word.length > 1) : []
  const words = (rule.words ?? []).filter((word) => typeof word === 'string')
  return closest(text, [...words, ...booleans])?.name
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 }
const BYTES: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }

function correctedNumber(rule: ScalarRule, text: string): string | undefined {
  switch (rule.type) {
    case 'octal_mode':
      return /^0o([0-7]{3,4})$/i.test(text) ? `0${text.slice(2)}` : undefined
    case 'throttle':
      return throttle(text)
    case 'time_interval': {
      const unit = /^(\d+)\s*([smhd])(?:ecs?|econds?|ins?|inutes?|rs?|ours?|ays?)?$/i.exec(text)
      return rule.unit === 'seconds' ? scaled(unit, SECONDS) : undefined
    }
    case 'size':
      return scaled(/^(\d+)\s*([bkmg])(?:i?b|ytes?)?$/i.exec(text), BYTES)
    default:
      return rule.as.includes('i') ? meantInteger(rule, text) : undefined
  }
}

/** The throttle meant by `60 per 3 seconds` or `100/minute`. */
function throttle(text: string): string | undefined {
  const [, number, count, unit] = /^(\d+)\s*(?:\/|per)\s*(\d*)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const factor = unit === '' ? 1 : SECONDS[unitOf(unit) ?? '']
  if (number === undefined || factor === undefined || (count === '' && unit === ''))
    return undefined
  const seconds = Number(count || 1) * factor
  return seconds > 0 ? `${number}/${seconds}` : undefined
}

/** The letter of a unit of time, however it is written: `min`, `minutes`. */
function unitOf(word = ''): string | undefined {
  return /^([smhd])(?:ecs?|econds?|ins?|inutes?|rs?|ours?|ays?)?$/i.exec(word)?.[1]?.toLowerCase()
}

/** One sentence about a wrong value whose form is right, without any text that may be secret. */
export function whyWrong(rule: ScalarRule, text: string): string | undefined {
  if (rule.type !== 'throttle' || !/^\d+\/0+$/.test(text)) return undefined
  return 'The number of seconds must be 1 or more.'
}

function scaled(
  parts: RegExpExecArray | null,
  units: Readonly<Record<string, number>>,
): string | undefined {
  const factor = units[parts?.[2]?.toLowerCase() ?? '']
  return factor === undefined ? undefined : String(Number(parts?.[1]) * factor)
}

/** An integer that is written otherwise; of a number of percent, the number without the sign. */
function meantInteger({ unit }: ScalarRule, text: string): string | undefined {
  const percent = unit === 'percent' ? /^(\d+)\s*%$/.exec(text)?.[1] : undefined
  return percent ?? plainInteger(text)
}

/** The integer meant by `1,000` or `08`, which are not integers of the language. */
function plainInteger(text: string): string | undefined {
  const plain = /^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text
  const decimal = plain.replace(/^0+(?=\d)/, '')
  return decimal !== text && integerOf(decimal) !== undefined ? decimal : undefined
}
