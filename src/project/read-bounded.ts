import { openRegular } from '../node/files/open-to-read.js'
import { hasCode } from '../node/writing/write-error.js'
import { systemReason } from './system-reason.js'

/** The most that a file may have where nothing is said, in bytes. */
const MOST = 16 * 1024 * 1024

/** A file that cannot be read; the message names it, and is for a log. */
export class UnreadableFile extends Error {
  constructor(
    path: string,
    /** In words that follow the name and a colon. */
    readonly reason: string,
    /** Whether there is no such file. */
    readonly isMissing = false,
  ) {
    super(`${path}: ${reason}`)
  }
}

/** How much is read at once. */
const CHUNK = 256 * 1024

/**
 * Reads a regular file of a bounded length, whatever its size says.
 * @param most bytes
 * @throws UnreadableFile
 */
export async function readBounded(path: string, most = MOST): Promise<Uint8Array> {
  const refuse = (error: unknown): never => {
    if (hasCode(error, 'ENOTREG')) throw new UnreadableFile(path, 'it is no regular file')
    throw new UnreadableFile(path, systemReason(error), hasCode(error, 'ENOENT'))
  }
  const file = await openRegular(path).catch(refuse)
  try {
    const chunks: Uint8Array[] = []
    for (let total = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK)).catch(refuse)
      if (bytesRead === 0) return Buffer.concat(chunks)
      total += bytesRead
      if (total > most) throw new UnreadableFile(path, `it is larger than ${most} bytes`)
      chunks.push(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}
