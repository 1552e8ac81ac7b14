import { type Document, parse } from '../../../grammar/index.js'
import { type Environment, EnvironmentError, type FileStatus } from '../environment/environment.js'
import type { MainFile } from '../environment/main-file.js'
import { pathBelow } from '../environment/paths.js'
import { realPathOr } from '../environment/real-path.js'
import type { LocatedPath, Sysroot } from '../environment/sysroot.js'
import { LoadedFile } from './loaded-file.js'
import type { FileTraits } from './read-only.js'

/** Reads files, each only once, whatever paths lead to it. */
export class FileReader {
  /** The files, in the order first read. */
  readonly files: LoadedFile[] = []
  readonly #byRealPath = new Map<string, LoadedFile>()
  readonly #realRoot: string | undefined

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
    return pathBelow(this.environment.workingDirectory, path) || path
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
    const { writable, mode } = status
    const traits = { scheme, outsideSysroot, writable, mode }
    return this.#open(place, realPath, this.displayName(place.path), traits)
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
    const { mode, kind } = status
    // A pipe cannot be replaced.
    const writable = status.writable && kind === 'file'
    const traits = { scheme: undefined, outsideSysroot, writable, mode }
    // Only a path that was a pipe when the user named it is read as one, not a pipe put there
    // since.
    return this.#open(place, realPath, name, traits, kind === 'other')
  }

  #isOutside(realPath: string): boolean {
    return this.#realRoot !== undefined && pathBelow(this.#realRoot, realPath) === undefined
  }

  /** @param named whether a person named the path, which then may be a pipe */
  async #open(
    { path, productPath }: LocatedPath,
    realPath: string,
    name: string,
    traits: FileTraits,
    named = false,
  ): Promise<LoadedFile> {
    const opened = this.#byRealPath.get(realPath)
    if (opened !== undefined) return opened
    const document =
      this.known.get(realPath) ?? parse(await this.environment.readFile(path, named), { name })
    const file = new LoadedFile(name, path, realPath, productPath, document, traits)
    this.#byRealPath.set(realPath, file)
    this.files.push(file)
    return file
  }
}
