import { basename, dirname, extname, join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import { newToken } from '../locks/lock.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { StateFolder } from '../transactions/state-folder.js'
import { openOwn, STATE_FOLDER } from '../transactions/state-place.js'
import { hashOf } from '../writing/replacement.js'
import { isLine, isMoment } from './bounded.js'
import { ignoreErrors } from './ignore-errors.js'
import { inFolder } from './open-folder.js'
import { canOthersReplace } from './rights.js'
import { environmentError } from './system-error.js'

/** Who made a copy, and when. */
export interface CopyMaker {
  readonly user: string
  /** ISO 8601. */
  readonly since: string
}

/** What lies beside a copy: what it was made from, and by whom. */
interface CopyRecord extends CopyMaker {
  readonly version: 1
  /** The real path of the file, for whoever finds it. */
  readonly file: string
  /** The bytes that the copy was made from, in base64. */
  readonly base: string
}

/** Where copies lie that may not lie beside the file: there nobody takes away what others have made. */
const COMMON = '/var/tmp'

/**
 * The copy of a file that somebody changes: in the state folder, so that it is still there when the
 * editor or this process ends in the middle. Only its owner can read it: it holds what the file
 * holds. Editors follow links; so where others may write in the folder of the configuration, and could
 * put one in the way, the copy lies in a state folder elsewhere.
 */
export class KeptCopy {
  /** Where the copy lies. Its name ends as that of the file, so that editors know what it is. */
  readonly path: string
  /** The folder in which the state folder lies that has the copy. */
  readonly #folder: string
  /** Part of the name of everything that belongs to the copy, and of nothing else. */
  readonly #id: string

  /**
   * @param folder in which the state folder lies: that of the main file
   * @param file the real path of the file
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

  /** Who made the copy; undefined when that is not known. @throws EnvironmentError */
  get maker(): CopyMaker | undefined {
    return this.#record()
  }

  /** The bytes that the copy was made from; undefined when not known. @throws EnvironmentError */
  get base(): Uint8Array | undefined {
    const record = this.#record()
    return record && Buffer.from(record.base, 'base64')
  }

  /** The text as it is now; undefined when there is none. @throws EnvironmentError */
  read(): Uint8Array | undefined {
    return this.#asked((state) => state.read(this.path))?.bytes
  }

  /**
   * Makes the copy, or another one in its place.
   * @param base what the file holds
   * @throws EnvironmentError
   */
  write(base: Uint8Array, text: Uint8Array): void {
    const { processes } = this.machine
    const { user } = processes.self()
    const since = processes.now().toISOString()
    const encoded = Buffer.from(base).toString('base64')
    const record: CopyRecord = { version: 1, file: this.file, user, since, base: encoded }
    this.#asked((state) => {
      state.make()
      // A copy without a record can still be used; a record without a copy is nothing.
      state.replace(this.path, text, newToken())
      const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`)
      state.replace(this.#recordPath, bytes, newToken())
    })
  }

  /** Takes the copy away, with what editors have left beside it. What stays is in nobody's way. */
  remove(): void {
    // Somebody else may own the folder.
    ignoreErrors(() =>
      this.#asked((state) => {
        for (const name of state.list(state.edit)) {
          if (name.includes(this.#id)) state.removeQuietly(join(state.edit, name))
        }
      }),
    )
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
        isLine(record.user, 255) && isMoment(record.since) && typeof record.base === 'string'
      return isWhole ? (record as CopyRecord) : undefined
    } catch {
      return undefined
    }
  }

  #asked<T>(ask: (state: StateFolder) => T): T {
    try {
      return StateFolder.with(this.#folder, this.machine, ask)
    } catch (error) {
      // Whatever is in the way, it is the copy that cannot be made or read.
      const known = environmentError(error, this.path)
      if (!(known instanceof EnvironmentError)) throw known
      throw new EnvironmentError(known.code, this.path, known.reason)
    }
  }
}

/** In which folder the state folder lies that has the copies of a user. */
function homeOf({ folder, machine }: StateFolder): string {
  const uid = machine.processes.uid()
  if (uid === undefined || isOutOfReach(folder, uid, machine)) return folder
  const common = machine.calls.realPath(COMMON)
  const isFree = StateFolder.with(common, machine, ({ isUsable }) => isUsable)
  return isFree ? common : privateFolder(common, uid, machine)
}

/** How many folders are looked at in search of one's own: anybody may make others of such a name. */
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
    for (const name of names.sort().slice(0, MOST_LOOKS)) {
      const path = join(common, name)
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

/** Whether nobody else, but for root, can put something else in the place of a path. */
function isOutOfReach(path: string, uid: number, { calls }: Machine): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const status = calls.status(folder)
    if (status === undefined) return false
    const isOwn = status.uid === uid || (status.uid === 0 && folder !== path)
    if (!isOwn || canOthersReplace(status.mode)) return false
    if (folder === dirname(folder)) return true
  }
}
