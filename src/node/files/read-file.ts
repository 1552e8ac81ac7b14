import { constants as limits } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs'
import { EnvironmentError } from '../../config/index.js'
import { hasCode } from '../writing/write-error.js'
import { nativePath } from './native-path.js'
import { readWhole } from './read-whole.js'

/** Bytes: a text of more cannot be held. */
const MOST = limits.MAX_STRING_LENGTH

const OPENING = constants.O_RDONLY | constants.O_NOCTTY

const EXCHANGED = 'was exchanged while it was opened'

/** What came out of a pipe, which can be read once, by path. */
const piped = new Map<string, Uint8Array>()

/**
 * The bytes of a file. What is no regular file is opened without waiting, looked at, and refused,
 * unless a person has named it: that may be a pipe, as in `ecconf lint <(command)`.
 * @param named whether a person has named it
 * @param most bytes
 * @throws EnvironmentError for what is no regular file, or too large; the system's errors
 */
export function readBytes(path: string, named: boolean, most = MOST): Uint8Array {
  const known = named ? piped.get(path) : undefined
  if (known !== undefined) return known
  // A pipe has to be waited for, and no file may be: those of `/proc` keep a reader for ever.
  const isPipe = named && statSync(nativePath(path)).isFile() === false
  const file = openSync(nativePath(path), isPipe ? OPENING : OPENING | constants.O_NONBLOCK)
  try {
    const status = fstatSync(file)
    if (status.size > MOST) throw tooLarge(path, MOST)
    if (status.isFile() && isPipe) throw new EnvironmentError('EINVAL', path, EXCHANGED)
    if (status.isFile() || status.isDirectory()) return bounded(file, path, most)
    if (!named) throw new EnvironmentError('EINVAL', path, 'is no regular file')
    const bytes = bounded(file, path, most)
    piped.set(path, bytes)
    return bytes
  } finally {
    closeSync(file)
  }
}

/** @throws EnvironmentError when there is no end to it; the system's errors */
function bounded(file: number, path: string, most: number): Uint8Array {
  try {
    return readWhole(file, path, { most })
  } catch (error) {
    throw hasCode(error, 'EFBIG') ? tooLarge(path, most) : error
  }
}

function tooLarge(path: string, most: number): EnvironmentError {
  return new EnvironmentError('EFBIG', path, `is larger than ${most >>> 20} MiB`)
}
