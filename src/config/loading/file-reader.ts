import { type Document, parse } from '../../../grammar/index.js'
import { type Environment, EnvironmentError, type FileStatus } from '../environment/environment.js'
import type { MainFile } from '../environment/main-file.js'
import { pathBelow } from '../environment/paths.js'
import type { LocatedPath, Sysroot } from '../environment/sysroot.js'
import { LoadedFile } from './loaded-file.js'
import type { FileTraits } from './read-only.js'

/** Reads files and keeps one of each, whatever names lead to it. */
export class FileReader {
  /** In the order first read. */
  readonly files: LoadedFile[] = []
  readonly #byRealPath = new Map<string, LoadedFile>()
  readonly #realRoot: string | undefined

  private constructor(
    readonly environment: Environment,
    readonly sysroot: Sysroot,
    realRoot: string | undefined,
    /** Texts that need not be read and parsed again, by the real path of their file. */
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
    const realRoot = root === undefined ? undefined : await realPathOr(environment, root)
    return new FileReader(environment, sysroot, realRoot, known)
  }

  /** A path as people read it: relative to the working directory where it lies under it. */
  displayName(path: string): string {
    return pathBelow(this.environment.workingDirectory, path) || path
  }

  /** @throws EnvironmentError unless there simply is no such file */
  async status(path: string): Promise<FileStatus | undefined> {
    try {
      return await this.environment.status(path)
    } catch (error) {
      if (error instanceof EnvironmentError && /^(?:ENOENT|ENOTDIR)$/.test(error.code)) return
      throw error
    }
  }

  /**
   * @param scheme of a URI other than `file://` that led to it
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
   * The main file may lie anywhere: the sysroot is about what the configuration names. But a link
   * below the sysroot that leads out of it speaks of another file where the product runs.
   * @throws EnvironmentError
   */
  async openMain({ place, status, name }: MainFile): Promise<LoadedFile> {
    const realPath = await this.environment.realPath(place.path)
    const { root } = this.sysroot
    const isBelow = root !== undefined && pathBelow(root, place.path) !== undefined
    const outsideSysroot = isBelow && this.#isOutside(realPath)
    const { mode, kind } = status
    // Nothing can be put in the place of a pipe.
    const writable = status.writable && kind === 'file'
    const traits = { scheme: undefined, outsideSysroot, writable, mode }
    // A pipe is read only where the person who named the file named a pipe, and none that came since.
    return this.#open(place, realPath, name, traits, kind === 'other')
  }

  #isOutside(realPath: string): boolean {
    return this.#realRoot !== undefined && pathBelow(this.#realRoot, realPath) === undefined
  }

  /** @param named whether a person has named it: then it may be a pipe */
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

async function realPathOr(environment: Environment, path: string): Promise<string> {
  try {
    return await environment.realPath(path)
  } catch (error) {
    if (error instanceof EnvironmentError) return path
    throw error
  }
}
