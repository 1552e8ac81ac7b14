import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Broadcast } from '../broadcast.js'
import { RecordReader } from './records.js'

/** The largest file that is read, in bytes. */
const LARGEST = 512 * 1024 * 1024

/** What a file of the control cache holds. */
export interface CacheReading {
  /** The oldest first. */
  readonly broadcasts: readonly Broadcast[]
  /** Whether the last line is no record, and is to be dropped. */
  readonly isTorn: boolean
  /** Why the file is none of ours, or damaged before its last line; in words behind a colon. */
  readonly damage: string | undefined
}

/** The file cannot be used; the message says why, in words behind a colon. */
class UnusableFile extends Error {
  override readonly name = 'UnusableFile'
}

/** Not blocking: a pipe in the place of the file would hold its reader up. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW

/**
 * Reads a file of the control cache, line by line.
 * @returns undefined when there is none
 * @throws UnusableFile for one that is not to be touched; the system's errors
 */
export async function readCacheFile(path: string): Promise<CacheReading | undefined> {
  const file = await open(path, FLAGS).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error.code === 'ELOOP' ? new UnusableFile('it is a symbolic link') : error
  })
  if (file === undefined) return undefined
  try {
    const status = await file.stat()
    if (!status.isFile()) throw new UnusableFile('it is no regular file')
    if (status.nlink > 1) throw new UnusableFile('the file has several names')
    // Whoever owns it could tell the manager of answers that nobody has given.
    if (status.uid !== process.geteuid?.()) throw new UnusableFile('it belongs to another user')
    if ((status.mode & 0o077) !== 0) await file.chmod(0o600)
    if (status.size > LARGEST) return damaged(`it is larger than ${LARGEST} bytes`)
    return await read(file, status.size)
  } finally {
    await file.close()
  }
}

async function read(file: FileHandle, size: number): Promise<CacheReading> {
  const isEnded = size === 0 || (await lastByte(file, size)) === 0x0a
  const reader = new RecordReader()
  // A line is looked at when the next one is there: the last one may be torn.
  let number = 0
  let last: string | undefined
  for await (const line of file.readLines({ start: 0, autoClose: false })) {
    if (last !== undefined && !reader.take(last)) return damaged(`line ${number} is no record`)
    last = line
    number++
  }
  const isTorn = last !== undefined && (!isEnded || !reader.take(last))
  // A file of one line that is none of ours is no file of ours.
  if (isTorn && number === 1 && isEnded) return damaged('line 1 is no record')
  return { broadcasts: reader.broadcasts, isTorn, damage: undefined }
}

async function lastByte(file: FileHandle, size: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0]
}

function damaged(damage: string): CacheReading {
  return { broadcasts: [], isTorn: false, damage }
}
