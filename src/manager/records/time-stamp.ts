import type { Configuration } from '../../config/index.js'
import { textOf } from '../settings.js'

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const two = (number: number) => String(number).padStart(2, '0')

/** What each letter behind `%` stands for, in local time and in English. */
const PARTS: { readonly [letter: string]: (time: Date) => string } = {
  a: (time) => (DAYS[time.getDay()] ?? '').slice(0, 3),
  A: (time) => DAYS[time.getDay()] ?? '',
  b: (time) => (MONTHS[time.getMonth()] ?? '').slice(0, 3),
  B: (time) => MONTHS[time.getMonth()] ?? '',
  d: (time) => two(time.getDate()),
  e: (time) => String(time.getDate()).padStart(2),
  H: (time) => two(time.getHours()),
  I: (time) => two(time.getHours() % 12 || 12),
  m: (time) => two(time.getMonth() + 1),
  M: (time) => two(time.getMinutes()),
  p: (time) => (time.getHours() < 12 ? 'AM' : 'PM'),
  s: (time) => String(Math.floor(time.getTime() / 1000)),
  S: (time) => two(time.getSeconds()),
  y: (time) => two(time.getFullYear() % 100),
  Y: (time) => String(time.getFullYear()),
  n: () => ' ',
  t: () => '\t',
  '%': () => '%',
}

/** Combinations of others. */
const WHOLE: { readonly [letter: string]: string } = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
}

/** What stands before a line for people where the configuration says nothing. */
const USUAL_FORMAT = '[%a %d %b %Y %H:%M:%S] '

/** What stands before a line for people (`TimeStampFormat`). */
export function timeStampFormat(configuration: Configuration): string {
  return textOf(configuration, [], 'TimeStampFormat') ?? USUAL_FORMAT
}

/** A time by a format of `strftime`, such as `TimeStampFormat`; what it does not know stays. */
export function timeStamp(format: string, time: Date): string {
  return format.replace(/%(.)/gs, (all, letter: string) => {
    const whole = WHOLE[letter]
    if (whole !== undefined) return timeStamp(whole, time)
    return PARTS[letter]?.(time) ?? all
  })
}
