import type { HeldLocks } from '../locks/held-locks.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { settler } from '../transactions/settle.js'
import type { WriteRequest } from './replacement.js'
import { locateAll, writeLocated } from './write.js'

/**
 * Writes one file so that it is wholly old or wholly new whatever happens, and stays so after a loss
 * of power. Its mode, owner, access list and extended attributes stay; further hard links do not.
 * @returns what the user should know
 * @throws WriteError; the file is as it was unless the error says `written`
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
 * Writes several files, each as `writeFileDurably` does, all of them or none: when one cannot be
 * written, those before it get their old bytes back. Nothing does that for a process that is killed:
 * `install` does.
 * @param held locks that the caller has already, and keeps
 * @returns what the user should know
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
