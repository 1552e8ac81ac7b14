import { type FileHandle, stat } from 'node:fs/promises'
import { openRegular } from '../../../node/files/open-to-read.js'
import { readBounded } from '../../../project/read-bounded.js'
import { systemReason } from '../../../project/system-reason.js'
import { SourceError } from '../address.js'

/** The largest database that is read, in bytes: it is held in memory. */
const LARGEST = 64 * 1024 * 1024

/** How often a database that is being written is read again, and after how long, in ms. */
const ATTEMPTS = 20
const BETWEEN = 50

/** A database as it was at one moment. */
export interface Snapshot {
  /** Equal as long as the file is the same and unchanged. */
  readonly version: string
  readonly bytes: Uint8Array
}

/**
 * Reads a database without a lock and without writing anything beside it: between two moments at
 * which nobody was in the middle of a write, and between which the file has not changed.
 *
 * @param known the version that needs not be read again
 * @returns undefined when the known version is still there
 * @throws SourceError
 */
export async function readSnapshot(
  path: string,
  known: string | undefined,
  signal: AbortSignal,
): Promise<Snapshot | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await quietVersion(path)
    if (before !== undefined) {
      if (before === known) return undefined
      const bytes = await readWhole(path)
      if ((await quietVersion(path)) === before) return { version: before, bytes: opened(bytes) }
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN))
    if (signal.aborted) throw signal.reason
  }
  throw new SourceError('somebody writes to the database all the time', true)
}

/** The version of a file that nobody is writing; undefined when somebody is. */
async function quietVersion(path: string): Promise<string | undefined> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true }).catch(refuse)
  if ((await sizeOf(`${path}-wal`)) > 0) {
    throw new SourceError('it has changes in a write-ahead log, which cannot be read here', true)
  }
  if (await hasJournal(`${path}-journal`)) return undefined
  return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
}

/** A journal is left behind empty, or with zeros at its head, by some ways of ending a write. */
async function hasJournal(path: string): Promise<boolean> {
  let file: FileHandle | undefined
  try {
    file = await openRegular(path)
    const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return bytesRead > 0 && buffer.some((byte) => byte !== 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    return refuse(error as Error)
  } finally {
    await file?.close()
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    return refuse(error as Error)
  }
}

function readWhole(path: string): Promise<Uint8Array> {
  return readBounded(path, LARGEST).catch(refuse)
}

/**
 * A database whose log is empty is complete, but says that it has one; without files there can be none.
 * The two bytes are the versions of the format for writing and for reading.
 */
function opened(bytes: Uint8Array): Uint8Array {
  if (bytes[18] === 2 && bytes[19] === 2) bytes.fill(1, 18, 20)
  return bytes
}

function refuse(error: Error): never {
  throw new SourceError(systemReason(error), true)
}
