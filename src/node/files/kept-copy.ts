import { basename, dirname, extname, join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import type { CarriedText, FileAccess } from '../../edit/index.js'
import type { ReadFile } from '../access/read-with-access.js'
import { canOthersReplace } from '../access/rights.js'
import { newToken } from '../locks/lock.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { StateFolder } from '../transactions/state-folder.js'
import { openOwn, STATE_FOLDER } from '../transactions/state-place.js'
import { hashOf } from '../writing/replacement.js'
import { isAccess, isLine, isMoment } from './bounded.js'
import type { Numbered } from './file-system-calls.js'
import {
  type FolderIdentity,
  identityOf,
  isFolderIdentity,
  isSameFolder,
} from './folder-identity.js'
import { ignoreErrors } from './ignore-errors.js'
import { inFolder } from './open-folder.js'
import { environmentError } from './system-error.js'

/** Who made a copy, and when. */
export interface CopyMaker {
  readonly user: string
  /** ISO 8601. */
  readonly since: string
}

/** The record beside a copy: what the copy was made from, and by whom. */
interface CopyRecord extends CopyMaker {
  readonly version: 1
  /** The real path of the original file, for whoever finds the copy. */
  readonly file: string
  /** The bytes that the copy was made from, in base64. */
  readonly base: string
  /** Who could read the original file then. */
  readonly access?: FileAccess
  /** Which file that was, and in which folder. */
  readonly was?: FolderIdentity
  readonly folder?: FolderIdentity
  /** What the copy has of other files, or of what its own held earlier. */
  readonly carried?: readonly CarriedText[]
}

/**
 * Holds copies that must not lie beside the file. Its sticky bit keeps each user's files safe from
 * others.
 */
const COMMON = '/var/tmp'

/**
 * The working copy of a file that somebody edits. It lies in the state folder, so that it survives
 * the editor or this process. Only its owner can read it, because it holds what the file holds.
 * Editors follow links: where others may write in the folder of the configuration, and could put a
 * link in the way, the copy lies in a state folder elsewhere.
 */
export class KeptCopy {
  /**
   * Path of the copy. The name has the extension of the original, so that editors know its type.
   */
  readonly path: string
  /** The folder whose state folder holds the copy. */
  readonly #folder: string
  /** In the name of every file that belongs to the copy, and of no other. */
  readonly #id: string

  /**
   * @param folder the folder of the main file, which holds the state folder
   * @param file real path of the original file
   * @throws EnvironmentError when the folder cannot be opened
   */
  constructor(
    folder: string,
    readonly file: string,
    readonly machine: Machine = THIS_MACHINE,
  ) {
    this.#id = hashOf(new TextEncoder().encode(file)).slice(0, 12)
    const extension = extname(file)
    const name = `${basename(file, extension)}-${this.#id}${extension}`
    try {
      this.#folder = StateFolder.with(folder, machine, homeOf)
      this.path = StateFolder.with(this.#folder, machine, ({ edit }) => join(edit, name))
    } catch (error) {
      throw environmentError(error, folder)
    }
  }

  /** Who made the copy; undefined when unknown. @throws EnvironmentError */
  get maker(): CopyMaker | undefined {
    return this.#record()
  }

  /** The bytes that the copy was made from; undefined when unknown. @throws EnvironmentError */
  get base(): Uint8Array | undefined {
    const record = this.#record()
    return record && Buffer.from(record.base, 'base64')
  }

  /** Who could read what the copy was made from; where that is unknown, its own user. @throws EnvironmentError */
  get access(): FileAccess {
    return this.#record()?.access ?? this.#userAlone
  }

  /** Whether a file is the one that the copy was made from, in its folder. @throws EnvironmentError */
  isOf({ folder, ...file }: ReadFile): boolean {
    const { processes } = this.machine
    const record = this.#record()
    const isIt = (recorded: FolderIdentity | undefined, found: Numbered | undefined) =>
      recorded !== undefined &&
      found !== undefined &&
      isSameFolder(recorded, identityOf(found, processes))
    return isIt(record?.was, file) && isIt(record?.folder, folder)
  }

  /** What the copy has of other files, or of what its own held earlier. @throws EnvironmentError */
  get carried(): readonly CarriedText[] {
    return this.#record()?.carried ?? []
  }

  /** The present bytes of the copy; undefined when there is no copy. @throws EnvironmentError */
  read(): Uint8Array | undefined {
    return this.#asked((state) => state.read(this.path))?.bytes
  }

  /**
   * Makes the copy, or replaces it.
   * @param original the original file as it was read
   * @param text the bytes of the copy
   * @param carried what these have of other files, or of what the original held earlier
   * @throws EnvironmentError
   */
  write(original: ReadFile, text: Uint8Array, carried: readonly CarriedText[] = []): void {
    const { processes } = this.machine
    const { user } = processes.self()
    const since = processes.now().toISOString()
    const { bytes, access, folder } = original
    const base = Buffer.from(bytes).toString('base64')
    const record: CopyRecord = {
      version: 1,
      file: this.file,
      user,
      since,
      base,
      access,
      was: identityOf(original, processes),
      ...(folder !== undefined && { folder: identityOf(folder, processes) }),
      // Who can read a file by the time that somebody goes on with the copy is another matter.
      carried: carried.map((each) => ({
        ...each,
        access: each.access ?? this.#userAlone,
      })),
    }
    this.#asked((state) => {
      state.make()
      // The copy goes first: without its record it is still of use, a record without a copy is not.
      state.replace(this.path, text, newToken())
      const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`)
      state.replace(this.#recordPath, bytes, newToken())
    })
  }

  /**
   * Removes the copy and what editors have left beside it. A file that cannot be removed does no
   * harm.
   */
  remove(): void {
    // Another user may own the folder.
    ignoreErrors(() =>
      this.#asked((state) => {
        for (const name of state.list(state.edit)) {
          if (name.includes(this.#id)) state.removeQuietly(join(state.edit, name))
        }
      }),
    )
  }

  get #userAlone(): FileAccess {
    return { uid: this.machine.processes.uid() ?? 0, gid: 0, mode: 0o600, folders: [] }
  }

  get #recordPath(): string {
    return join(dirname(this.path), `${this.#id}.json`)
  }

  #record(): CopyRecord | undefined {
    const bytes = this.#asked((state) => state.read(this.#recordPath))?.bytes
    if (bytes === undefined) return undefined
    try {
      const record = JSON.parse(new TextDecoder().decode(bytes)) as Partial<CopyRecord>
      const isWhole =
        isLine(record.user, 255) &&
        isMoment(record.since) &&
        typeof record.base === 'string' &&
        (record.access === undefined || isAccess(record.access)) &&
        [record.was, record.folder].every((each) => each === undefined || isFolderIdentity(each)) &&
        (record.carried === undefined || (record.carried as unknown[]).every(isCarried))
      return isWhole ? (record as CopyRecord) : undefined
    } catch {
      return undefined
    }
  }

  #asked<T>(ask: (state: StateFolder) => T): T {
    try {
      return StateFolder.with(this.#folder, this.machine, ask)
    } catch (error) {
      // Whatever the error is about, what the user needs to know is that the copy cannot be used.
      const known = environmentError(error, this.path)
      if (!(known instanceof EnvironmentError)) throw known
      throw new EnvironmentError(known.code, this.path, known.reason)
    }
  }
}

function isCarried(value: unknown): boolean {
  const { into, from, name, hasSecret, access } = (value ?? {}) as Partial<CarriedText>
  const isText = [into, from, name].every((text) => typeof text === 'string')
  return isText && typeof hasSecret === 'boolean' && isAccess(access)
}

/** The folder whose state folder holds the copies of this user. */
function homeOf({ folder, machine }: StateFolder): string {
  const uid = machine.processes.uid()
  if (uid === undefined || isOutOfReach(folder, uid, machine)) return folder
  const common = machine.calls.realPath(COMMON)
  const isFree = StateFolder.with(common, machine, ({ isUsable }) => isUsable)
  return isFree ? common : privateFolder(common, uid, machine)
}

/** How many folders of one's own are tried. Those of others do not count: anybody may make any number. */
const MOST_LOOKS = 100

/**
 * A folder that a user has alone in one that all may write, where somebody has taken the name of the
 * user's state folder: one from before, or a new one, whose name nobody knew.
 * @throws the system's errors
 */
function privateFolder(common: string, uid: number, machine: Machine): string {
  const { calls } = machine
  return inFolder(calls, common, () => {
    const prefix = `${STATE_FOLDER}-${uid}-`
    const names = calls
      .list(common)
      .filter((name) => name.startsWith(prefix) && TOKEN.test(name.slice(prefix.length)))
    const own = names
      .sort()
      .map((name) => join(common, name))
      .filter((path) => calls.status(path)?.uid === uid)
    for (const path of own.slice(0, MOST_LOOKS)) {
      const { isOpen } = openOwn(path, [uid], machine)
      if (!isOpen) continue
      calls.closeFolder(path)
      return path
    }
    const path = join(common, `${prefix}${newToken()}`)
    calls.makeFolder(path, 0o700)
    return path
  })
}

const TOKEN = /^[0-9a-f]{16}$/

/** Whether nobody but the user and root can put something else in the place of a path. */
function isOutOfReach(path: string, uid: number, { calls }: Machine): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const status = calls.status(folder)
    if (status === undefined) return false
    const isOwn = status.uid === uid || (status.uid === 0 && folder !== path)
    if (!isOwn || canOthersReplace(status.mode)) return false
    if (folder === dirname(folder)) return true
  }
}
