import { fstatSync, readSync } from 'node:fs'
import { pause } from '../locks/pause.js'

/** How much is read at once where the size of a file says nothing. */
const CHUNK = 256 * 1024

/** How an opened file is read. */
export interface ReadBounds {
  /** Bytes. */
  readonly most: number
  /**
   * Whether this process was given the descriptor, and has not opened the file: then what has nothing
   * to give yet is waited for.
   */
  readonly isInherited?: boolean
}

/**
 * All that an opened file holds from where it stands. Sizes are no promise: what grows meanwhile, or
 * says that it is empty as the files of `/proc` do, is bounded while it is read.
 * @param path its name in errors
 * @throws errors as those of the system: EFBIG for more than `most`; ENOTREG for a regular file that says
 *   that it is empty and is not, for it may give more and more; EAGAIN for what was opened here and keeps
 *   its readers waiting
 */
export function readWhole(
  file: number,
  path: string,
  { most, isInherited = false }: ReadBounds,
): Uint8Array {
  const status = fstatSync(file)
  if (status.size > most) throw systemRefusal('EFBIG', path)
  const saysEmpty = status.isFile() && status.size === 0 && !isInherited
  const chunks: Uint8Array[] = []
  let total = 0
  for (let room = status.size > 0 ? status.size + 1 : CHUNK; ; room = CHUNK) {
    const chunk = Buffer.allocUnsafe(room)
    const length = isInherited ? readWaiting(file, chunk) : readSync(file, chunk)
    if (length === 0) break
    // Somebody may be writing the file right now: then it says so by now.
    if (saysEmpty && total === 0 && fstatSync(file).size === 0) throw systemRefusal('ENOTREG', path)
    total += length
    if (total > most) throw systemRefusal('EFBIG', path)
    chunks.push(chunk.subarray(0, length))
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)
}

function readWaiting(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      pause(5)
    }
  }
}

/** An error as those of the system are. */
export function systemRefusal(code: 'ENOTREG' | 'EFBIG' | 'ELOOP', path: string): Error {
  const errno = code === 'EFBIG' ? { errno: -27 } : {}
  return Object.assign(new Error(`${code}: ${path}`), { code, ...errno })
}
