import { join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import type { FileSystemCalls, FolderStatus, Ownership } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { environmentError } from '../files/system-error.js'
import type { Machine } from '../machine.js'
import { hasCode } from '../writing/write-error.js'

/** The name of the folder beside a main file in which the tool keeps what it must not forget. */
export const STATE_FOLDER = '.ecconf'

/** That of a user who may write in a folder that belongs to somebody else. */
const OF_A_USER = /^\.ecconf-(\d{1,10})$/

/** Where the state folder of a user is or is to be. */
export interface StatePlace {
  readonly path: string
  /** Who may have made what is in there, by the numbers of users; undefined where there are none. */
  readonly users: readonly number[] | undefined
  /** Whose it is to be when it is made; undefined: its maker's. */
  readonly owner: Pick<Ownership, 'uid' | 'gid'> | undefined
  /** Why it cannot be used. */
  readonly obstacle: unknown
}

/**
 * Where the state folder of this user is. Whoever may write the folder of a configuration may put
 * anything in the way, so nothing is used that belongs to others or can be written by them. The owner
 * of the folder and root share `.ecconf`, anybody else has `.ecconf-UID`; so have those two where
 * somebody has put something in the way of `.ecconf`.
 * @param status of the folder, which is open
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

/** As `statePlace`, of a state folder that is named, whosever it is. */
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

/** Whose a state folder is that is not shared, by the number of the user; undefined for any other. */
export function userOfState(name: string): number | undefined {
  const [, user] = OF_A_USER.exec(name) ?? []
  return user === undefined ? undefined : Number(user)
}

/**
 * Opens a folder in which only some users can have put anything.
 * @returns what is in the way, or whether there is such a folder, which is open then
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

/** What is in the way where a folder cannot be opened. */
function obstacleAt(
  path: string,
  users: readonly number[] | undefined,
  { calls, processes }: Machine,
  error: unknown,
): unknown {
  const strange = strangenessOf(path, users, calls)
  if (strange !== undefined) return strange
  // Root may have made it in days when nobody else was to look into it.
  const mayBeOfRoot = processes.uid() !== 0
  if (mayBeOfRoot && hasCode(error, 'EACCES'))
    return new Foreign('EACCES', path, 'permission denied')
  // A link is no folder, wherever it leads.
  return hasCode(error, 'ELOOP')
    ? new EnvironmentError('ENOTDIR', path, 'not a directory')
    : environmentError(error, path)
}

/** What belongs to others, and is left to them. */
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
