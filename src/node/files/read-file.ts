import { constants as limits } from 'node:buffer'
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { EnvironmentError } from '../../config/index.js'
import { nativePath } from './native-path.js'

/** Bytes: a text of more cannot be held. */
const MOST = limits.MAX_STRING_LENGTH

/** What came out of a pipe, which can be read once, by path. */
const piped = new Map<string, Uint8Array>()

/**
 * The bytes of a file. What is no regular file is opened without waiting, looked at, and refused,
 * unless a person has named it: that may be a pipe, as in `ecconf lint <(command)`.
 * @param named whether a person has named it
 * @throws EnvironmentError for what is no regular file, or too large; the system's errors
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

/** @throws EnvironmentError when there is no end to it; the system's errors */
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
