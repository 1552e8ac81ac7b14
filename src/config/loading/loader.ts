import type { Document } from '../../../grammar/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { MainFile } from '../environment/main-file.js'
import { clusterNodeName } from '../environment/node-name.js'
import {
  environmentNodeName,
  environmentSubcluster,
  searchFolders,
} from '../environment/search-path.js'
import type { Sysroot } from '../environment/sysroot.js'
import type { Inclusion } from '../model.js'
import { FileReader } from './file-reader.js'
import {
  cycle,
  includedTwice,
  localChangesIncluded,
  type Request,
  tooManyIncludes,
} from './include-findings.js'
import { IncludeResolver } from './include-resolver.js'
import type { LoadOptions } from './load-options.js'
import type { LoadedFile } from './loaded-file.js'
import { findLocalChanges, type LoadedLocalChanges } from './local-changes.js'
import { readOnlyReason } from './read-only.js'
import { Reading } from './reading.js'

/** A limit that only files including each other repeatedly exceed. */
const INCLUSION_LIMIT = 10_000
/** How many UTF-16 code units second and later inclusions of files may add up to. */
const REPEATED_TEXT_LIMIT = 1 << 26
/** How deep includes, and stanzas around an include, may nest, because later walks recurse. */
const DEPTH_LIMIT = 256

/** Everything that belongs to a configuration, before merging. */
export interface LoadedTexts {
  readonly main: LoadedFile
  readonly files: readonly LoadedFile[]
  readonly inclusions: readonly Inclusion[]
  /** The main file with all its includes, then the local changes file. */
  readonly readings: readonly Reading[]
  readonly localChanges: LoadedLocalChanges | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a main file and everything that it includes, in the order of reading. */
export class Loader {
  readonly #inclusions: Inclusion[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #resolver: IncludeResolver
  /** The files of each include statement, resolved once for each statement. */
  readonly #resolved = new Map<string, readonly LoadedFile[]>()
  readonly #reported = new Set<string>()
  #clusterNodeName: string | undefined
  #searchedForNodeName = 0
  #repeatedText = 0
  #full = false

  private constructor(
    readonly options: LoadOptions,
    readonly reader: FileReader,
  ) {
    this.#resolver = new IncludeResolver(
      reader,
      () => this.#searchFolders(),
      (finding) => this.#diagnostics.push(finding),
      options.nodeName !== undefined,
    )
  }

  /**
   * @param known parsed texts that need not be read again, by the real path of their file
   * @throws EnvironmentError when the main file cannot be read
   */
  static async load(
    main: MainFile,
    sysroot: Sysroot,
    options: LoadOptions,
    known: ReadonlyMap<string, Document>,
  ): Promise<LoadedTexts> {
    const reader = await FileReader.create(options.environment, sysroot, known)
    return new Loader(options, reader).#run(main)
  }

  async #run(mainFile: MainFile): Promise<LoadedTexts> {
    const main = await this.reader.openMain(mainFile)
    const reading = await this.#read({ file: main, within: [], order: 0 }, 0)
    const readings = [reading]
    const localChanges = await this.#findLocalChanges(reading)
    if (localChanges?.file !== undefined) {
      const inclusion = {
        file: localChanges.file,
        parent: localChanges.definition.inclusion,
        localChanges: localChanges.definition,
        within: [],
        order: this.#inclusions.length,
      }
      readings.push(await this.#read(inclusion, reading.size))
    }
    for (const file of this.reader.files) {
      file.readOnly = readOnlyReason(file.traits, file.inclusions)
      // When a limit was exceeded, that finding covers the repeated files.
      if (!this.#full) this.#reportTwice(file)
    }
    return {
      main,
      files: this.reader.files,
      inclusions: this.#inclusions,
      readings,
      localChanges,
      diagnostics: this.#diagnostics,
    }
  }

  #findLocalChanges(reading: Reading): Promise<LoadedLocalChanges | undefined> {
    if (this.options.includes === false) return Promise.resolve(undefined)
    return findLocalChanges(reading, this.reader, (finding) => this.#diagnostics.push(finding))
  }

  async #read(
    inclusion: Inclusion & { readonly file: LoadedFile },
    base: number,
  ): Promise<Reading> {
    const { file } = inclusion
    this.#inclusions.push(inclusion)
    file.inclusions.push(inclusion)
    const reading = new Reading(inclusion, base)
    if (this.options.includes === false) return reading
    for (const { view, within } of file.includeStatements) {
      const target = view.target
      if (target === undefined) continue
      const request = { inclusion, operand: target.value, start: target.start, end: target.end }
      for (const included of await this.#resolve(request, file, view.index)) {
        if (!this.#admits(request, included, within.length)) continue
        const nested = await this.#read(
          {
            file: included,
            parent: inclusion,
            statement: view,
            within: [...inclusion.within, ...within],
            order: this.#inclusions.length,
          },
          reading.nextBase(view.index),
        )
        reading.add(view.index, nested)
      }
    }
    return reading
  }

  async #resolve(
    request: Request,
    file: LoadedFile,
    statement: number,
  ): Promise<readonly LoadedFile[]> {
    const key = `${statement} ${file.realPath}`
    let files = this.#resolved.get(key)
    if (files === undefined) {
      files = this.#full ? [] : await this.#resolver.resolve(request, file)
      this.#resolved.set(key, files)
    }
    return files
  }

  /** Whether an include may be followed: there is no cycle, and no limit is exceeded. */
  #admits(request: Request, file: LoadedFile, stanzas: number): boolean {
    const { inclusion } = request
    let depth = 0
    for (let at: Inclusion | undefined = inclusion; at !== undefined; at = at.parent) {
      if (at.file === file) {
        this.#reportOnce(request, file, cycle(request, file))
        return false
      }
      depth++
    }
    if (this.#full) return false
    if (depth > DEPTH_LIMIT || inclusion.within.length + stanzas > DEPTH_LIMIT) {
      const limit = `more than ${DEPTH_LIMIT} inside each other`
      this.#reportOnce(request, file, tooManyIncludes(request, limit))
      return false
    }
    if (file.inclusions.length > 0) this.#repeatedText += file.document.source.length
    if (this.#inclusions.length >= INCLUSION_LIMIT || this.#repeatedText > REPEATED_TEXT_LIMIT) {
      this.#full = true
      const limit =
        this.#inclusions.length >= INCLUSION_LIMIT
          ? `more than ${INCLUSION_LIMIT.toLocaleString('en-US')} inclusions`
          : 'the same text again and again'
      this.#diagnostics.push(tooManyIncludes(request, limit))
      return false
    }
    return true
  }

  /** Reports a mistake in a file that is included twice only once. */
  #reportOnce(request: Request, file: LoadedFile, finding: Diagnostic): void {
    const key = `${request.start} ${request.inclusion.file.realPath}\n${file.realPath}`
    if (this.#reported.has(key)) return
    this.#reported.add(key)
    this.#diagnostics.push(finding)
  }

  /** Reports every further statement that includes the file. */
  #reportTwice(file: LoadedFile): void {
    const [first, ...others] = file.inclusions
    if (first === undefined) return
    for (const inclusion of others) {
      const place = inclusion.statement?.target ?? inclusion.localChanges?.value
      const firstPlace = first.statement?.target ?? first.localChanges?.value
      if (place === undefined || inclusion.parent === undefined) continue
      const sameStatement =
        place.start === firstPlace?.start && inclusion.parent.file === first.parent?.file
      if (sameStatement) continue
      const request = {
        inclusion: inclusion.parent,
        operand: file.name,
        start: place.start,
        end: place.end,
      }
      const describe = inclusion.localChanges ? localChangesIncluded : includedTwice
      this.#reportOnce(request, file, describe(request, file, first))
    }
  }

  #searchFolders(): readonly string[] {
    const { environment, searchPath, subcluster } = this.options
    const names = {
      nodeName: this.#nodeName(),
      subcluster: subcluster || environmentSubcluster(environment),
    }
    return searchFolders(environment, this.reader.sysroot, names, searchPath)
  }

  /**
   * The present value of `{NODENAME}`. The option `nodename` applies to the includes after it, so
   * it counts once its file has been read.
   */
  #nodeName(): string {
    if (this.options.nodeName) return this.options.nodeName
    while (this.#searchedForNodeName < this.#inclusions.length) {
      const { file, within } = this.#inclusions[this.#searchedForNodeName++] as Inclusion
      if (within.length > 0) continue
      this.#clusterNodeName = clusterNodeName(file.document) ?? this.#clusterNodeName
    }
    return this.#clusterNodeName ?? environmentNodeName(this.options.environment)
  }
}
