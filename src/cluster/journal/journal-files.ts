import { link, lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalDisk } from '../commit/ports.js'
import { syncFolder } from '../sync-folder.js'

const JOURNAL = 'commits.journal'
const COPIES = 'copies'

/** A journal in a folder of its own, for its owner alone: what it holds may be secret. */
export class JournalFiles implements JournalDisk {
  readonly #folder: string
  /** A record may stand there in part, and nothing can be put behind it. */
  #isTorn = false

  private constructor(folder: string) {
    this.#folder = folder
  }

  /**
   * @param folder is made when it is not there. What others can write is not believed: whoever plants a
   *   journal would have files written by whoever reads it.
   * @throws the system's errors, and an error that says whose it is
   */
  static async in(folder: string): Promise<JournalFiles> {
    await mkdir(join(folder, COPIES), { recursive: true, mode: 0o700 })
    const files = new JournalFiles(folder)
    for (const path of [folder, join(folder, COPIES)]) await checkOwn(path, 'folder')
    await checkOwn(files.path, 'file')
    return files
  }

  get path(): string {
    return join(this.#folder, JOURNAL)
  }

  async read(): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async append(bytes: Uint8Array): Promise<void> {
    if (this.#isTorn) throw new Error(`${this.path} could not be mended after a record was torn`)
    const file = await open(this.path, 'a', 0o600)
    try {
      const { size } = await file.stat()
      try {
        await file.writeFile(bytes)
        await file.sync()
      } catch (error) {
        // What is not wholly there must not be found later.
        this.#isTorn = true
        await file.truncate(size)
        await file.sync()
        this.#isTorn = false
        throw error
      }
      if (size === 0) await syncFolder(this.#folder)
    } finally {
      await file.close()
    }
  }

  async replace(bytes: Uint8Array): Promise<void> {
    await this.#write(this.path, bytes)
    await syncFolder(this.#folder)
  }

  async setAside(): Promise<string> {
    for (let number = 1; ; number++) {
      const name = `${this.path}.damaged-${number}`
      try {
        await link(this.path, name)
        await syncFolder(this.#folder)
        return name
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
  }

  async keep(name: string, bytes: Uint8Array): Promise<void> {
    await this.#write(join(this.#folder, COPIES, name), bytes)
    await syncFolder(join(this.#folder, COPIES))
  }

  async kept(name: string): Promise<Uint8Array> {
    return readFile(join(this.#folder, COPIES, name))
  }

  async keepOnly(names: ReadonlySet<string>): Promise<void> {
    const folder = join(this.#folder, COPIES)
    for (const name of await readdir(folder)) {
      if (!names.has(name)) await rm(join(folder, name), { force: true })
    }
  }

  /** Puts whole bytes in the place of a file, or leaves it as it was. */
  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const temporary = `${path}.new`
    await rm(temporary, { force: true })
    try {
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }
}

/** @throws when something is there that is of another kind, or that somebody else can write */
async function checkOwn(path: string, kind: 'file' | 'folder'): Promise<void> {
  const status = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && kind === 'file') return undefined
    throw error
  })
  if (status === undefined) return
  const isOfKind = kind === 'file' ? status.isFile() : status.isDirectory()
  if (!isOfKind) throw new Error(`${path} is no ${kind}`)
  const user = process.getuid?.() ?? status.uid
  if (status.uid !== user) throw new Error(`${path} belongs to user ${status.uid}`)
  if ((status.mode & 0o022) !== 0) throw new Error(`${path} can be written by others`)
}
