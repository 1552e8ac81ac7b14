import type { HeldLocks } from '../locks/held-locks.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { settler } from '../transactions/settle.js'
import type { WriteRequest } from './replacement.js'
import { locateAll, writeLocated } from './write.js'

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
  const settle = settler(machine)
  const notes: string[] = []
  const tell = (note: string) => notes.push(note)
  writeLocated(locateAll(requests, machine.calls), machine, { held, settle, tell })
  return notes
}
