import { join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import type { FileSystemCalls, FolderStatus, Ownership } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { environmentError } from '../files/system-error.js'
import type { Machine } from '../machine.js'
import { hasCode } from '../writing/write-error.js'

/**
 * The folder beside a main file that holds the journal, the history and the copies being edited.
 */
export const STATE_FOLDER = '.ecconf'

/** Matches the state folder of a user in another user's folder. */
const OF_A_USER = /^\.ecconf-(0|[1-9]\d{0,9})$/

/** How many names of such folders are looked at, in one folder. */
export const MOST_STATES = 1000

/** Where the state folder of a user is, or will be made. */
export interface StatePlace {
  readonly path: string
  /** The uids that may have made what it holds; undefined where the system has no user numbers. */
  readonly users: readonly number[] | undefined
  /** The owner to give a new state folder; undefined for the user who makes it. */
  readonly owner: Pick<Ownership, 'uid' | 'gid'> | undefined
  /** Why the state folder cannot be used; undefined when it can. */
  readonly obstacle: unknown
}

/**
 * Finds the state folder of this user. Whoever may write the folder of a configuration may plant
 * anything, so a folder that others own or can write is never used. The owner of the folder and
 * root share `.ecconf`, all others use `.ecconf-UID`; so do those two where an unusable `.ecconf`
 * was planted.
 * @param status of the folder of the main file, which is open
 */
export function statePlace(folder: string, status: FolderStatus, machine: Machine): StatePlace {
  const uid = machine.processes.uid()
  const own = uid === undefined ? [] : [`${STATE_FOLDER}-${uid}`]
  const isShared = uid === undefined || uid === 0 || uid === status.uid
  const places = [...(isShared ? [STATE_FOLDER] : []), ...own].map((name) =>
    statePlaceOf(name, folder, status, machine),
  )
  const usable = places.find(({ obstacle }) => !(obstacle instanceof Foreign))
  return usable ?? (places[0] as StatePlace)
}

/** As `statePlace`, for a state folder given by its name, whoever owns it. */
export function statePlaceOf(
  name: string,
  folder: string,
  status: FolderStatus,
  { calls, processes }: Machine,
): StatePlace {
  const path = join(folder, name)
  const isKnown = processes.uid() !== undefined
  const user = userOfState(name)
  const owner = user === undefined ? status : undefined
  const users = user === undefined ? [0, status.uid] : [user]
  const place = { path, owner: isKnown ? owner : undefined, users: isKnown ? users : undefined }
  const { isOpen, obstacle } = openOwn(path, place.users, { calls, processes })
  if (isOpen) ignoreErrors(() => calls.closeFolder(path))
  return { ...place, obstacle }
}

/** The uid in the name of a user's own state folder; undefined for any other name. */
export function userOfState(name: string): number | undefined {
  const [, user] = OF_A_USER.exec(name) ?? []
  return user === undefined ? undefined : Number(user)
}

/**
 * Opens a folder, unless it could hold files of users other than these.
 * @returns whether the folder exists and is now open, or the obstacle
 */
export function openOwn(
  path: string,
  users: readonly number[] | undefined,
  machine: Machine,
): { readonly isOpen: boolean; readonly obstacle?: unknown } {
  const { calls } = machine
  let status: FolderStatus
  try {
    status = calls.openFolder(path)
  } catch (error) {
    return hasCode(error, 'ENOENT')
      ? { isOpen: false }
      : { isOpen: false, obstacle: obstacleAt(path, users, machine, error) }
  }
  const obstacle = strangeness(path, status, users)
  if (obstacle === undefined) return { isOpen: true }
  ignoreErrors(() => calls.closeFolder(path))
  return { isOpen: false, obstacle }
}

/** The obstacle to report for a folder that cannot be opened. */
function obstacleAt(
  path: string,
  users: readonly number[] | undefined,
  { calls, processes }: Machine,
  error: unknown,
): unknown {
  const strange = strangenessOf(path, users, calls)
  if (strange !== undefined) return strange
  // Root may have made the folder when nobody else was to look into it.
  const mayBeOfRoot = processes.uid() !== 0
  if (mayBeOfRoot && hasCode(error, 'EACCES'))
    return new Foreign('EACCES', path, 'permission denied')
  // A link does not count as a folder, wherever it leads.
  return hasCode(error, 'ELOOP')
    ? new EnvironmentError('ENOTDIR', path, 'not a directory')
    : environmentError(error, path)
}

/** An obstacle that belongs to other users, and is left to them. */
class Foreign extends EnvironmentError {}

function strangenessOf(
  path: string,
  users: readonly number[] | undefined,
  calls: FileSystemCalls,
): Foreign | undefined {
  try {
    const status = calls.status(path)
    return status && strangeness(path, status, users)
  } catch {
    return undefined
  }
}

function strangeness(
  path: string,
  { uid, mode }: Ownership,
  users: readonly number[] | undefined,
): Foreign | undefined {
  if (users === undefined) return undefined
  if (!users.includes(uid)) return new Foreign('EACCES', path, `belongs to user ${uid}`)
  return (mode & 0o022) === 0 ? undefined : new Foreign('EACCES', path, 'others may write it')
}
