import { basename, extname, join } from 'node:path'
import { newToken } from './lock.js'
import { hashOf } from './replacement.js'
import { StateFolder } from './state-folder.js'
import { environmentError } from './system-error.js'
import { type Machine, THIS_MACHINE } from './write.js'

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

/**
 * The copy of a file that somebody changes: in the state folder, so that it is still there when the
 * editor or this process ends in the middle. Only its owner can read it: it holds what the file
 * holds.
 */
export class KeptCopy {
  readonly #state: StateFolder
  /** Part of the name of everything that belongs to the copy, and of nothing else. */
  readonly #id: string

  /**
   * @param folder in which the state folder lies: that of the main file
   * @param file the real path of the file
   */
  constructor(
    folder: string,
    readonly file: string,
    readonly machine: Machine = THIS_MACHINE,
  ) {
    this.#state = new StateFolder(folder, machine)
    this.#id = hashOf(new TextEncoder().encode(file)).slice(0, 12)
  }

  /** Where the copy lies. Its name ends as that of the file, so that editors know what it is. */
  get path(): string {
    const extension = extname(this.file)
    const name = `${basename(this.file, extension)}-${this.#id}${extension}`
    return join(this.#state.edit, name)
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
    return this.#asked(() => this.#state.read(this.path))
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
    this.#asked(() => {
      this.#state.make()
      // A copy without a record can still be used; a record without a copy is nothing.
      this.#state.replace(this.path, text, newToken())
      const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`)
      this.#state.replace(this.#recordPath, bytes, newToken())
    })
  }

  /** Takes the copy away, with what editors have left beside it. What stays is in nobody's way. */
  remove(): void {
    try {
      for (const name of this.#state.list(this.#state.edit)) {
        if (name.includes(this.#id)) this.#state.removeQuietly(join(this.#state.edit, name))
      }
    } catch {
      // Somebody else owns the folder.
    }
  }

  get #recordPath(): string {
    return join(this.#state.edit, `${this.#id}.json`)
  }

  #record(): CopyRecord | undefined {
    const bytes = this.#asked(() => this.#state.read(this.#recordPath))
    if (bytes === undefined) return undefined
    try {
      const record = JSON.parse(new TextDecoder().decode(bytes)) as Partial<CopyRecord>
      const isWhole = [record.user, record.since, record.base].every(
        (field) => typeof field === 'string',
      )
      return isWhole ? (record as CopyRecord) : undefined
    } catch {
      return undefined
    }
  }

  #asked<T>(ask: () => T): T {
    try {
      return ask()
    } catch (error) {
      throw environmentError(error, this.path)
    }
  }
}
