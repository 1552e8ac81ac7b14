import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
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

/**
 * Reads a regular file of a bounded length.
 * @param most bytes
 * @throws UnreadableFile
 */
export async function readBounded(path: string, most = MOST): Promise<Uint8Array> {
  // Not blocking: a pipe in the place of the file would hold the program up.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error) => {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new UnreadableFile(path, systemReason(error), isMissing)
  })
  try {
    const status = await file.stat()
    if (!status.isFile()) throw new UnreadableFile(path, 'it is no regular file')
    if (status.size > most) throw new UnreadableFile(path, `it is larger than ${most} bytes`)
    return await file.readFile()
  } finally {
    await file.close()
  }
}
