import { dirname } from 'node:path'
import type { ChangeSet } from '../../edit/index.js'
import type { Machine } from '../machine.js'
import type { Ownership } from './file-system-calls.js'
import { askQuietly } from './ignore-errors.js'

/** The mode of a new file: configurations hold passwords, and nobody else need read them. */
const NEW_FILE_MODE = 0o640

const READ_BY_OTHERS = 0o004

/**
 * Whose a new file is, and its mode. What root makes belongs to whom the folder belongs to, so that
 * the configuration's own user can change it; and whoever can read the file that the configuration
 * begins with is to be able to read what it includes.
 * @param folder in which it is made
 * @param own what the system gives it
 * @param main the file that the configuration begins with, if that is known
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
 * What is to be said before new files are made: who reads the configuration today, and could not read
 * it any more.
 */
export function newFileNotes(
  { base, edits }: Pick<ChangeSet, 'base' | 'edits'>,
  machine: Machine,
): string[] {
  const { calls } = machine
  const main = base[0] && askQuietly(() => calls.status(calls.realPath(base[0]?.path ?? '')))
  if (main === undefined) return []
  return edits.flatMap(({ name, path, create }) => {
    const folder = create
      ? askQuietly(() => calls.status(calls.realPath(dirname(path))))
      : undefined
    if (folder === undefined) return []
    const own = systemOwnership(folder, machine)
    if (own === undefined) return []
    const who = shutOut(main, newFileOwnership(folder, own, main))
    return who === undefined ? [] : `${name}: ${who} can read ${base[0]?.name}, and not this file`
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
 * Who can read the file that a configuration begins with and not a new one, in words; undefined when
 * nobody is left out. Root can read everything.
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
