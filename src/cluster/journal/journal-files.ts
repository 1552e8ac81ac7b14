import { constants } from 'node:fs'
import { type FileHandle, link, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hasCode } from '../../node/writing/write-error.js'
import type { JournalDisk } from '../commit/ports.js'
import { checkOwn, OwnFolder } from './own-folder.js'

const JOURNAL = 'commits.journal'
const COPIES = 'copies'

const { O_RDONLY, O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants
/** Not blocking: a pipe in the place of the file would hold its reader up. */
const READING = O_RDONLY | O_NOFOLLOW | O_NONBLOCK
const APPENDING = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK

/** A journal in a folder of its own, for its owner alone: what it holds may be secret. */
export class JournalFiles implements JournalDisk {
  readonly #folder: OwnFolder
  readonly #copies: OwnFolder
  /** A record may stand there in part, and nothing can be put behind it. */
  #isTorn = false

  private constructor(folder: OwnFolder, copies: OwnFolder) {
    this.#folder = folder
    this.#copies = copies
  }

  /**
   * @param folder a real path; it is made when it is not there. What others can write is not believed,
   *   nor what lies in a folder of others: whoever plants a journal, or puts an old one back, would have
   *   files written by whoever reads it.
   * @throws the system's errors, and an error that says whose it is
   */
  static async in(folder: string): Promise<JournalFiles> {
    const own = OwnFolder.open(dirname(folder)).onlyFor((state) => state.within(basename(folder)))
    const files = new JournalFiles(own, own.within(COPIES))
    await files.#told(async () => (await files.#open())?.close())
    return files
  }

  get path(): string {
    return join(this.#folder.path, JOURNAL)
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#told(async () => {
      const file = await this.#open()
      if (file === undefined) return undefined
      try {
        return await file.readFile()
      } finally {
        await file.close()
      }
    })
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#told(async () => {
      if (this.#isTorn) throw new Error(`${this.path} could not be mended after a record was torn`)
      const file = await open(this.#folder.at(JOURNAL), APPENDING, 0o600)
      try {
        const { size } = await checked(file, this.path)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } catch (error) {
          // What is not wholly there must not be found later.
          this.#isTorn = true
          await file.truncate(Number(size))
          await file.sync()
          this.#isTorn = false
          throw error
        }
        if (size === 0n) await this.#folder.sync()
      } finally {
        await file.close()
      }
    })
  }

  replace(bytes: Uint8Array): Promise<void> {
    return this.#told(async () => {
      await write(this.#folder, JOURNAL, bytes)
      await this.#folder.sync()
    })
  }

  setAside(): Promise<string> {
    return this.#told(async () => {
      for (let number = 1; ; number++) {
        const name = `${JOURNAL}.damaged-${number}`
        try {
          await link(this.#folder.at(JOURNAL), this.#folder.at(name))
          await this.#folder.sync()
          return join(this.#folder.path, name)
        } catch (error) {
          if (!hasCode(error, 'EEXIST')) throw error
        }
      }
    })
  }

  keep(name: string, bytes: Uint8Array): Promise<void> {
    return this.#told(async () => {
      await write(this.#copies, name, bytes)
      await this.#copies.sync()
    })
  }

  kept(name: string): Promise<Uint8Array> {
    return this.#told(async () => {
      const file = await open(this.#copies.at(name), READING)
      try {
        await checked(file, join(this.#copies.path, name))
        return await file.readFile()
      } finally {
        await file.close()
      }
    })
  }

  keepOnly(names: ReadonlySet<string>): Promise<void> {
    return this.#told(async () => {
      for (const name of await readdir(this.#copies.way)) {
        if (!names.has(name)) await rm(this.#copies.at(name), { force: true })
      }
    })
  }

  /** Does something, and names files in the errors of the system as people know them. */
  async #told<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      throw this.#copies.named(this.#folder.named(error))
    }
  }

  /** The journal, to be read; undefined when there is none. @throws as `in` */
  async #open(): Promise<FileHandle | undefined> {
    try {
      const file = await open(this.#folder.at(JOURNAL), READING)
      try {
        await checked(file, this.path)
        return file
      } catch (error) {
        await file.close()
        throw error
      }
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw hasCode(error, 'ELOOP', 'ENXIO') ? new Error(`${this.path} is no file`) : error
    }
  }
}

/** What the system says of an opened file. @throws for one of another kind, or that others can write */
async function checked(file: FileHandle, path: string) {
  const status = await file.stat({ bigint: true })
  if (!status.isFile()) throw new Error(`${path} is no file`)
  checkOwn(path, status)
  return status
}

/** Puts whole bytes in the place of a file, or leaves it as it was. */
async function write(folder: OwnFolder, name: string, bytes: Uint8Array): Promise<void> {
  const temporary = folder.at(`${name}.new`)
  await rm(temporary, { force: true })
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, folder.at(name))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
