import type { Rights } from '../access/rights.js'
import type { HeldLocks } from '../locks/held-locks.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { settler } from '../transactions/settle.js'
import type { WriteRequest } from './replacement.js'
import { type Located, locateAll, type WritingTogether, writeLocated } from './write.js'

/**
 * Writes one file durably: whatever happens, it is wholly old or wholly new. Its mode, owner,
 * access list and extended attributes stay the same; other hard links keep the old bytes.
 * @returns messages for the user
 * @throws WriteError; the file is unchanged unless the error says `written`
 */
export function writeFileDurably(
  path: string,
  bytes: Uint8Array,
  options: Omit<WriteRequest, 'path' | 'bytes'>,
  machine: Machine = THIS_MACHINE,
): readonly string[] {
  return writeFilesDurably([{ path, bytes, ...options }], machine)
}

/**
 * As `writeFileDurably`, for a file whose real path is known: no link that somebody has put on the way since
 * is followed.
 * @param file its real path; for a new one, its name in the real path of the folder
 */
export function writeRealFile(
  file: string,
  bytes: Uint8Array,
  options: Omit<WriteRequest, 'path' | 'bytes'>,
  machine: Machine = THIS_MACHINE,
): readonly string[] {
  return writeAll([{ request: { path: file, bytes, ...options }, file }], machine)
}

/**
 * Writes all of several files or none, each as `writeFileDurably` does: when one cannot be written,
 * the earlier ones get their old bytes again. A killed process may leave only some of them new;
 * `install` prevents that.
 * @param held locks that the caller already has, and keeps
 * @returns messages for the user
 * @throws WriteError
 */
export function writeFilesDurably(
  requests: readonly WriteRequest[],
  machine: Machine = THIS_MACHINE,
  held?: HeldLocks,
): readonly string[] {
  return writeAll(locateAll(requests, machine.calls), machine, { held })
}

/** As `writeFilesDurably`, but where the system lets this user and rights allow it. */
export function writeFilesWithRights(
  requests: readonly WriteRequest[],
  machine: Machine,
  held: HeldLocks | undefined,
  rights: Rights | undefined,
): readonly string[] {
  return writeAll(locateAll(requests, machine.calls), machine, { held, rights })
}

function writeAll(
  located: readonly Located[],
  machine: Machine,
  more: Pick<WritingTogether, 'held' | 'rights'> = {},
): string[] {
  const settle = settler(machine)
  const notes: string[] = []
  const tell = (note: string) => notes.push(note)
  writeLocated(located, machine, { ...more, settle, tell })
  return notes
}
