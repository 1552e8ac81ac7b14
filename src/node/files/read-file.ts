import { constants as limits } from 'node:buffer'
import { closeSync, constants, fstatSync, statSync } from 'node:fs'
import { EnvironmentError } from '../../config/index.js'
import { hasCode } from '../writing/write-error.js'
import { nativePath } from './native-path.js'
import { canBeNamed, openToRead } from './open-to-read.js'
import { readWhole } from './read-whole.js'

/** The largest file, in bytes: a longer text does not fit in a string. */
const MOST = limits.MAX_STRING_LENGTH

const EXCHANGED = 'was exchanged while it was opened'

/** The bytes of each pipe by its path, because a pipe can be read only once. */
const piped = new Map<string, Uint8Array>()

/** Whether what was read by a path was a pipe, and no file. */
export function wasPiped(path: string): boolean {
  return piped.has(path)
}

/**
 * The bytes of a file. What is not a regular file is refused, without waiting for a writer, unless
 * a person has named it: a named path may be a pipe, as in `ecconf lint <(command)`.
 * @param named whether a person has named the path
 * @throws EnvironmentError when the file is not a regular one, or too large; the system's errors
 */
export function readBytes(path: string, named: boolean, most = MOST): Uint8Array {
  const known = named ? piped.get(path) : undefined
  if (known !== undefined) return known
  // A pipe has to be waited for, and no file may be: those of `/proc` keep a reader for ever.
  const isPipe = named && statSync(nativePath(path)).isFile() === false
  const flags = isPipe ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK
  const file = openToRead(nativePath(path), path, flags, (status) => isPipe && canBeNamed(status))
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

/** Reads a pipe to its end. @throws EnvironmentError when it is too large; the system's errors */
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
