import { type Document, parse } from '../../../grammar/index.js'
import { type Environment, EnvironmentError, type FileStatus } from '../environment/environment.js'
import type { MainFile } from '../environment/main-file.js'
import { dirname, pathBelow, shownBelow } from '../environment/paths.js'
import { realPathOr } from '../environment/real-path.js'
import type { LocatedPath, Sysroot } from '../environment/sysroot.js'
import { LoadedFile } from './loaded-file.js'
import type { FileTraits } from './read-only.js'

/**
 * What all files of a configuration may have together, in bytes. Parsed and merged, a text takes up to
 * 50 times its size in memory: beyond this one the memory of a machine, and what a map of V8 holds, are
 * not far. The largest configurations that are known have 10 MB.
 */
export const MOST_TEXT = 64 * 1024 * 1024

/** Reads files and keeps one of each, whatever names lead to it. */
export class FileReader {
  /** The files, in the order first read. */
  readonly files: LoadedFile[] = []
  readonly #byRealPath = new Map<string, LoadedFile>()
  /** The identities of folders by their real paths. */
  readonly #folders = new Map<string, string>()
  readonly #realRoot: string | undefined
  /** How many bytes may still be read. */
  #left = MOST_TEXT

  private constructor(
    readonly environment: Environment,
    readonly sysroot: Sysroot,
    realRoot: string | undefined,
    /** Parsed texts that need not be read again, by the real path of their file. */
    readonly known: ReadonlyMap<string, Document>,
  ) {
    this.#realRoot = realRoot
  }

  static async create(
    environment: Environment,
    sysroot: Sysroot,
    known: ReadonlyMap<string, Document>,
  ): Promise<FileReader> {
    const { root } = sysroot
    const realRoot = root === undefined ? undefined : await realPathOr(environment, root, root)
    return new FileReader(environment, sysroot, realRoot, known)
  }

  /** A path for users: relative to the working directory if it is below it. */
  displayName(path: string): string {
    return shownBelow(this.environment, path)
  }

  /** The status of a path; undefined when it does not exist. @throws EnvironmentError */
  async status(path: string): Promise<FileStatus | undefined> {
    try {
      return await this.environment.status(path)
    } catch (error) {
      if (error instanceof EnvironmentError && /^(?:ENOENT|ENOTDIR)$/.test(error.code)) return
      throw error
    }
  }

  /**
   * Opens an included file.
   * @param scheme of the URI that named the file, if that is not `file://`
   * @throws EnvironmentError
   */
  async open(place: LocatedPath, status: FileStatus, scheme?: string): Promise<LoadedFile> {
    const realPath = await this.environment.realPath(place.path)
    const outsideSysroot = this.#isOutside(realPath)
    const { writable } = status
    const traits = { scheme, outsideSysroot, writable }
    return this.#open(place, realPath, this.displayName(place.path), traits, status)
  }

  /**
   * Opens the main file, which may be outside the sysroot: that concerns only paths named in the
   * configuration. But a link from below the sysroot to the outside would lead to another file in
   * the running product.
   * @throws EnvironmentError
   */
  async openMain({ place, status, name }: MainFile): Promise<LoadedFile> {
    const realPath = await this.environment.realPath(place.path)
    const { root } = this.sysroot
    const isBelow = root !== undefined && pathBelow(root, place.path) !== undefined
    const outsideSysroot = isBelow && this.#isOutside(realPath)
    const { kind } = status
    // A pipe cannot be replaced.
    const writable = status.writable && kind === 'file'
    const traits = { scheme: undefined, outsideSysroot, writable }
    // A pipe is read only where the person who named the file named a pipe, and none that came since.
    return this.#open(place, realPath, name, traits, status, kind === 'other')
  }

  /** @throws EnvironmentError also for what would be too much, with all that was read before */
  async #bytesOf(path: string, named: boolean, size: number): Promise<Uint8Array> {
    const most = Math.max(0, this.#left)
    const isFirst = this.files.length === 0
    if (size > most && !isFirst) throw tooMuch(path)
    try {
      const bytes = await this.environment.readFile(path, named, most)
      if (bytes.length <= most) return bytes
    } catch (error) {
      const isTooMuch = error instanceof EnvironmentError && error.code === 'EFBIG'
      if (!isTooMuch || isFirst) throw error
    }
    // The file was read until it had become too large, and any number of others may do so.
    this.#left = 0
    throw tooMuch(path)
  }

  /** What tells a folder from all others; undefined where the environment cannot tell. */
  async #identityOf(folder: string): Promise<string | undefined> {
    const known = this.#folders.get(folder)
    if (known !== undefined) return known
    const identity = (await this.status(folder))?.identity
    if (identity !== undefined) this.#folders.set(folder, identity)
    return identity
  }

  #isOutside(realPath: string): boolean {
    return this.#realRoot !== undefined && pathBelow(this.#realRoot, realPath) === undefined
  }

  /** @param named whether a person named the path, which then may be a pipe */
  async #open(
    { path, productPath }: LocatedPath,
    realPath: string,
    name: string,
    known: Omit<FileTraits, 'mode' | 'identity' | 'folderIdentity'>,
    { size, mode, identity }: FileStatus,
    named = false,
  ): Promise<LoadedFile> {
    const opened = this.#byRealPath.get(realPath)
    if (opened !== undefined) return opened
    const folderIdentity = await this.#identityOf(dirname(realPath))
    const document =
      this.known.get(realPath) ?? parse(await this.#bytesOf(path, named, size), { name })
    this.#left -= document.source.length
    const traits = { ...known, mode, identity, folderIdentity }
    const file = new LoadedFile(name, path, realPath, productPath, document, traits)
    this.#byRealPath.set(realPath, file)
    this.files.push(file)
    return file
  }
}

function tooMuch(path: string): EnvironmentError {
  const reason = `the files of the configuration would have more than ${MOST_TEXT >>> 20} MiB together`
  return new EnvironmentError('EFBIG', path, reason)
}
