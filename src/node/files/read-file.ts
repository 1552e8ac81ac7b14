import { constants as limits } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { EnvironmentError } from '../../config/index.js'
import { nativePath } from './native-path.js'

/** The largest file, in bytes: a longer text does not fit in a string. */
const MOST = limits.MAX_STRING_LENGTH

/** The bytes of each pipe by its path, because a pipe can be read only once. */
const piped = new Map<string, Uint8Array>()

/**
 * The bytes of a file. What is not a regular file is refused, without waiting for a writer, unless
 * a person has named it: a named path may be a pipe, as in `ecconf lint <(command)`.
 * @param named whether a person has named the path
 * @throws EnvironmentError when the file is not a regular one, or too large; the system's errors
 */
export function readBytes(path: string, named: boolean): Uint8Array {
  const known = named ? piped.get(path) : undefined
  if (known !== undefined) return known
  const wait = named ? 0 : constants.O_NONBLOCK
  const file = openSync(nativePath(path), constants.O_RDONLY | constants.O_NOCTTY | wait)
  try {
    const status = fstatSync(file)
    if (status.size > MOST) throw tooLarge(path)
    if (status.isFile() || status.isDirectory()) return readFileSync(file)
    if (!named) throw new EnvironmentError('EINVAL', path, 'is no regular file')
    const bytes = readToEnd(file, path)
    piped.set(path, bytes)
    return bytes
  } finally {
    closeSync(file)
  }
}

/** Reads a pipe to its end. @throws EnvironmentError when it is too large; the system's errors */
function readToEnd(file: number, path: string): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 16)
    const length = readSync(file, chunk)
    if (length === 0) return Buffer.concat(chunks)
    size += length
    if (size > MOST) throw tooLarge(path)
    chunks.push(chunk.subarray(0, length))
  }
}

function tooLarge(path: string): EnvironmentError {
  return new EnvironmentError('EFBIG', path, `is larger than ${MOST >>> 20} MiB`)
}
