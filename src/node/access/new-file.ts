import { dirname } from 'node:path'
import { boundPath, type ChangeSet } from '../../edit/index.js'
import type { Ownership } from '../files/file-system-calls.js'
import { askQuietly } from '../files/ignore-errors.js'
import type { Machine } from '../machine.js'

/** Mode of a new file: configurations hold passwords, so others cannot read it by default. */
const NEW_FILE_MODE = 0o640

const READ_BY_OTHERS = 0o004

/**
 * The owner and the mode of a new file. A file that root makes gets the owner of its folder, so
 * that the user of the configuration can change it. Whoever can read the main file can read the new
 * one, which the main file includes.
 * @param folder the folder of the new file
 * @param own what the system would give the new file
 * @param main the main file, if known
 */
export function newFileOwnership(
  folder: Ownership,
  own: Ownership,
  main: Ownership | undefined,
): Ownership {
  const { uid, gid } = own.uid === 0 ? folder : own
  return { uid, gid, mode: NEW_FILE_MODE | ((main?.mode ?? 0) & READ_BY_OTHERS) }
}

/**
 * Warnings before new files are made: who can read the main file today, but could not read a new
 * file.
 */
export function newFileNotes(
  { base, edits }: Pick<ChangeSet, 'base' | 'edits'>,
  machine: Machine,
): string[] {
  const { calls } = machine
  const [first] = base
  if (first === undefined) return []
  const main = askQuietly(() => calls.status(boundPath(first)))
  if (main === undefined) return []
  return edits.flatMap((file) => {
    const { name, create } = file
    const folder = create ? askQuietly(() => calls.status(dirname(boundPath(file)))) : undefined
    if (folder === undefined) return []
    const own = systemOwnership(folder, machine)
    if (own === undefined) return []
    const who = shutOut(main, newFileOwnership(folder, own, main))
    return who === undefined ? [] : `${name}: ${who} can read ${first.name}, and not this file`
  })
}

/** Whose the system makes a new file; undefined where it has no users. */
export function systemOwnership(folder: Ownership, { processes }: Machine): Ownership | undefined {
  const [uid, gid] = [processes.uid(), process.getegid?.()]
  if (uid === undefined || gid === undefined) return undefined
  // In a folder with a set-group-ID bit the system gives new files its group.
  return { mode: 0, uid, gid: (folder.mode & 0o2000) === 0 ? gid : folder.gid }
}

/**
 * Who can read the main file but not a new file, in words; undefined when nobody is left out. Root
 * can read everything.
 */
function shutOut(main: Ownership, made: Ownership): string | undefined {
  if ((made.mode & 0o004) !== 0) return undefined
  if ((main.mode & 0o004) !== 0) return 'everybody'
  const isGroupIn = main.gid === made.gid && (made.mode & 0o040) !== 0
  // The owner of a file is nearly always in its group.
  const isOwnerIn = main.uid === 0 || main.uid === made.uid || isGroupIn
  if ((main.mode & 0o400) !== 0 && !isOwnerIn) return `user ${main.uid}`
  const isGroupOut = (main.mode & 0o040) !== 0 && main.gid !== 0 && !isGroupIn
  return isGroupOut ? `group ${main.gid}` : undefined
}
