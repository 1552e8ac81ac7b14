import type { ProcessIdentity } from '../locks/processes.js'

// What records and locks say was written by whoever may write where they lie. It is printed, counted
// with and compared, so that none of it may be larger than what this program writes there.

/** The largest number of a process. */
const MOST_PROCESSES = 2 ** 31 - 1

/** Characters of the names of a user and a machine. */
const LONGEST_NAME = 255

/** Whether a value is a text of a line, without control characters. */
export function isLine(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !CONTROL.test(value)
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Whether a value says which process of which machine. */
export function isIdentity(value: unknown): value is ProcessIdentity {
  const { pid, host, user, start } = (value ?? {}) as Partial<ProcessIdentity>
  return (
    isCount(pid, MOST_PROCESSES) &&
    pid > 0 &&
    isLine(host, LONGEST_NAME) &&
    isLine(user, LONGEST_NAME) &&
    (start === undefined || isLine(start, LONGEST_NAME))
  )
}

/** Whether a value is a whole number from 0 to `most`. */
export function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most
}

/** Whether a value is a moment as `Date.toISOString` writes it. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value))
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
