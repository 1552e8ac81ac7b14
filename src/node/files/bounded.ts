import type { EntryAccess, FileAccess } from '../../edit/index.js'
import type { ProcessIdentity } from '../locks/processes.js'

// Anybody who may write the folder of a record or a lock may have written what it says. That text
// is printed, computed with and compared, so no value may exceed what this program writes itself.

/** The largest process number. */
const MOST_PROCESSES = 2 ** 31 - 1

/** Longest name of a user, a machine or a process start, in characters. */
const LONGEST_NAME = 255

/**
 * Whether a value is one line of text: at most `longest` characters, none of them a control
 * character.
 */
export function isLine(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && !CONTROL.test(value)
}

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Whether a value identifies a process of a machine. */
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

/** Whether a value is a time in UTC as `Date.toISOString` writes it. */
export function isMoment(value: unknown): value is string {
  return typeof value === 'string' && MOMENT.test(value) && !Number.isNaN(Date.parse(value))
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** The most folders of different owners, groups and modes above a file that are kept of it. */
export const MOST_FOLDERS_ABOVE = 64

/** Whether a value says who can read a file. */
export function isAccess(value: unknown): boolean {
  const { folders } = (value ?? {}) as Partial<FileAccess>
  const isBounded = (all: unknown) => Array.isArray(all) && all.length <= MOST_FOLDERS_ABOVE
  if (folders !== undefined && !(isBounded(folders) && folders.every(isEntryAccess))) return false
  return isEntryAccess(value)
}

function isEntryAccess(value: unknown): boolean {
  const { uid, gid, mode } = (value ?? {}) as Partial<EntryAccess>
  return [uid, gid].every((id) => isCount(id, 2 ** 32 - 1)) && isCount(mode, 0o7777)
}
