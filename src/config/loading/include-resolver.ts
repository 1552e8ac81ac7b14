import type { Diagnostic } from '../../diagnostics/index.js'
import { EnvironmentError, type FileStatus } from '../environment/environment.js'
import { dirname, isAbsolute, normalize, resolvePath } from '../environment/paths.js'
import type { LocatedPath } from '../environment/sysroot.js'
import { isBackupName } from '../merging/backup-names.js'
import type { FileReader } from './file-reader.js'
import {
  backupFile,
  missing,
  type Request,
  unreadable,
  unsupportedScheme,
} from './include-findings.js'
import { includeTarget } from './include-target.js'
import type { LoadedFile } from './loaded-file.js'
import { whoHas } from './nodes-with.js'

/** Finds and opens the files of an include (language spec 5). */
export class IncludeResolver {
  /**
   * @param folders returns the present search path, as folders of the running product
   * @param report receives findings about failed includes
   * @param nodeIsChosen whether somebody said which node reads them
   */
  constructor(
    readonly reader: FileReader,
    readonly folders: () => readonly string[],
    readonly report: (finding: Diagnostic) => void,
    readonly nodeIsChosen: boolean,
  ) {}

  /** The included files in order: one file, the files of a folder, or none. */
  async resolve(request: Request, includer: LoadedFile): Promise<LoadedFile[]> {
    const target = includeTarget(request.operand)
    if (target.kind === 'unsupported') {
      this.report(unsupportedScheme(request, target.scheme))
      return []
    }
    const found = await this.#find(request, this.#places(target.path, includer), includer)
    if (found === undefined) return []
    const { place, status } = found
    if (status.kind === 'directory') return this.#openFolder(request, place, target.scheme)
    const file = await this.#open(request, place, status, target.scheme)
    return file === undefined ? [] : [file]
  }

  /**
   * The places to search, the best first. A relative name is searched for beside the including
   * file, then along the search path; what is missing below the sysroot may be found outside
   * (language spec 5).
   */
  #places(operand: string, includer: LoadedFile): LocatedPath[] {
    if (operand === '' || operand.includes('\0')) return []
    const { sysroot } = this.reader
    const outside = (path: string) => sysroot.outside(path) ?? []
    if (isAbsolute(operand)) {
      const path = normalize(operand)
      return [sysroot.inside(path), outside(path)].flat()
    }
    const found = this.folders().map((folder) => resolvePath(folder, operand))
    const beside = resolvePath(dirname(includer.productPath), operand)
    if (includer.path !== includer.productPath || sysroot.root === undefined) {
      const paths = [beside, ...found]
      return [...paths.map((path) => sysroot.inside(path)), ...paths.flatMap(outside)]
    }
    // A file outside the sysroot has its neighbours outside the sysroot too.
    return [
      { path: beside, productPath: sysroot.productPath(beside) },
      ...found.map((path) => sysroot.inside(path)),
      ...found.flatMap(outside),
    ]
  }

  async #find(
    request: Request,
    places: readonly LocatedPath[],
    includer: LoadedFile,
  ): Promise<{ place: LocatedPath; status: FileStatus } | undefined> {
    for (const place of places) {
      const status = await this.#try(request, place.path, () => this.reader.status(place.path))
      if (status === FAILED) return undefined
      if (status !== undefined) return { place, status }
    }
    const looked = places.map(({ path }) => this.reader.displayName(path))
    const { environment } = this.reader
    const { operand } = request
    const who = await whoHas(environment, dirname(includer.path), operand, this.nodeIsChosen)
    this.report(missing(request, [...new Set(looked)], who))
    return undefined
  }

  /**
   * The files of a folder in byte order, without hidden files and sub-folders (language spec 5).
   */
  async #openFolder(
    request: Request,
    folder: LocatedPath,
    scheme: string | undefined,
  ): Promise<LoadedFile[]> {
    const { environment } = this.reader
    const names = await this.#try(request, folder.path, () =>
      environment.readDirectory(folder.path),
    )
    if (names === FAILED) return []
    const files: LoadedFile[] = []
    for (const name of names.filter((each) => !each.startsWith('.')).sort(compareCodePoints)) {
      const place = {
        path: resolvePath(folder.path, name),
        productPath: resolvePath(folder.productPath, name),
      }
      const status = await this.#try(request, place.path, () => this.reader.status(place.path))
      if (status === FAILED) continue
      if (status === undefined) {
        this.report(missing(request, [this.reader.displayName(place.path)]))
        continue
      }
      if (status.kind !== 'file') continue
      if (isBackupName(name)) this.report(backupFile(request, name))
      const file = await this.#open(request, place, status, scheme)
      if (file !== undefined) files.push(file)
    }
    return files
  }

  async #open(
    request: Request,
    place: LocatedPath,
    status: FileStatus,
    scheme: string | undefined,
  ): Promise<LoadedFile | undefined> {
    if (status.kind !== 'file') {
      this.report(unreadable(request, this.reader.displayName(place.path), 'it is no regular file'))
      return undefined
    }
    const file = await this.#try(request, place.path, () => this.reader.open(place, status, scheme))
    return file === FAILED ? undefined : file
  }

  async #try<T>(
    request: Request,
    path: string,
    action: () => T | Promise<T>,
  ): Promise<T | typeof FAILED> {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error
      this.report(unreadable(request, this.reader.displayName(path), error.reason))
      return FAILED
    }
  }
}

const FAILED = Symbol('the outside world refused')

/** Compares code point by code point, which is the byte order of UTF-8. */
function compareCodePoints(a: string, b: string): number {
  const right = [...b]
  for (const [index, character] of [...a].entries()) {
    const other = right[index]
    if (other === undefined) return 1
    if (character !== other) {
      return (character.codePointAt(0) as number) - (other.codePointAt(0) as number)
    }
  }
  return a.length - b.length
}
