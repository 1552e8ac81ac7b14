import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import {
  type Configuration,
  EnvironmentError,
  type LoadOptions,
  load,
} from '../src/config/index.js'
import type { Diagnostic } from '../src/diagnostics/index.js'
import { lint } from '../src/lint/index.js'
import { Failure } from './failure.js'
import { MAIN_FILES } from './main-files.js'
import { failure } from './system-failure.js'

/** One configuration that is checked, or one fragment. */
export interface LintTarget {
  readonly configuration: Configuration
  /** A file that nothing includes and that is no main file: one stanza of something larger. */
  readonly fragment: boolean
  /** The real paths of the files whose findings are shown; all of them when absent. */
  readonly only?: ReadonlySet<string>
}

/** What `lint` checks for the words on the command line, and what it can not read. */
export interface LintTargets {
  readonly targets: readonly LintTarget[]
  readonly failures: readonly Failure[]
}

/**
 * Finds out what each name on the command line stands for (`docs/cli.md`, main files and fragments).
 * What can not be read is a failure; the others are checked all the same.
 * @param mains configurations that are asked first whether they include a file
 */
export async function lintTargets(
  names: readonly string[],
  options: LoadOptions,
  mains: readonly LintTarget[] = [],
): Promise<LintTargets> {
  const finder = new TargetFinder(options, mains)
  for (const name of names) await finder.add(name)
  return { targets: finder.targets, failures: finder.failures }
}

class TargetFinder {
  readonly failures: Failure[] = []
  readonly #mains = new Map<string, Promise<Configuration | undefined>>()
  readonly #targets = new Map<
    string,
    { configuration: Configuration; fragment: boolean; only?: Set<string> }
  >()

  constructor(
    readonly options: LoadOptions,
    readonly mains: readonly LintTarget[],
  ) {}

  get targets(): readonly LintTarget[] {
    return [...this.#targets.values()]
  }

  async add(name: string): Promise<void> {
    let directory: boolean
    try {
      directory = statSync(name).isDirectory()
    } catch {
      // What is wrong is said by the load: it knows the search path too.
      return this.#addFile(name)
    }
    return directory ? this.#addDirectory(name) : this.#addFile(name)
  }

  async #addFile(name: string): Promise<void> {
    if (isMain(name) && this.mains.length === 0) return this.#addMain(name)
    const path = realPath(name)
    const known = this.mains.find(({ configuration }) =>
      configuration.files.some((file) => file.realPath === path),
    )
    if (known && path !== undefined) return this.#show(known.configuration, path)
    let found = false
    for (const main of path === undefined ? [] : mainFilesAround(path)) {
      const configuration = await this.#main(main)
      if (!configuration?.files.some((file) => file.realPath === path)) continue
      this.#show(configuration, path as string)
      found = true
    }
    if (!found) await this.#addFragment(name)
  }

  /** Every main file below a folder, then every other configuration file that none of them reads. */
  async #addDirectory(name: string): Promise<void> {
    const files = configurationFiles(name)
    if (files.length === 0) {
      this.failures.push(new Failure(`${name}: no configuration files (*.conf) in this folder`))
      return
    }
    for (const file of files) if (isMain(file)) await this.#addMain(file)
    const reached = new Set<string>()
    for (const { configuration } of this.#targets.values()) {
      for (const file of configuration.files) reached.add(file.realPath)
    }
    for (const file of files) {
      if (!isMain(file) && !reached.has(realPath(file) ?? file)) await this.#addFile(file)
    }
  }

  async #addMain(name: string): Promise<void> {
    const configuration = await this.#main(name, true)
    if (configuration)
      this.#targets.set(configuration.main.realPath, { configuration, fragment: false })
  }

  async #addFragment(name: string): Promise<void> {
    try {
      const configuration = await load(name, this.options)
      const { realPath: key } = configuration.main
      // With a role it is said to be a whole configuration.
      if (!this.#targets.has(key)) {
        this.#targets.set(key, { configuration, fragment: configuration.role === 'unknown' })
      }
    } catch (error) {
      this.#fail(error, name)
    }
  }

  /** Shows the findings of one file of a configuration, unless all of them are shown anyway. */
  #show(configuration: Configuration, path: string): void {
    const { realPath: key } = configuration.main
    const target = this.#targets.get(key)
    if (target === undefined) {
      this.#targets.set(key, { configuration, fragment: false, only: new Set([path]) })
    } else target.only?.add(path)
  }

  /** @param asked whether it was named: then it must be readable */
  #main(name: string, asked = false): Promise<Configuration | undefined> {
    const key = realPath(name) ?? name
    let loading = this.#mains.get(key)
    if (loading === undefined) {
      loading = load(name, this.options).catch((error) => {
        if (asked) this.#fail(error, name)
        return undefined
      })
      this.#mains.set(key, loading)
    }
    return loading
  }

  #fail(error: unknown, name: string): void {
    if (!(error instanceof EnvironmentError)) throw error
    this.failures.push(failure(error, name) as Failure)
  }
}

/** The findings about a target. */
export function findingsOf({ configuration, fragment, only }: LintTarget): Diagnostic[] {
  const findings = lint(configuration, { fragment })
  if (only === undefined) return findings
  const names = new Set(
    configuration.files.filter(({ realPath: path }) => only.has(path)).map(({ name }) => name),
  )
  return findings.filter(({ file }) => names.has(file))
}

function isMain(name: string): boolean {
  return (MAIN_FILES as readonly string[]).includes(basename(name))
}

/** The main files in the nearest folder that has one, from the file's own folder upwards. */
function mainFilesAround(path: string): string[] {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = MAIN_FILES.map((name) => join(folder, name)).filter((main) => isFile(main))
    if (found.length > 0 || folder === dirname(folder)) return found
  }
}

/** The configuration files below a folder, in byte order; hidden and backup files are none. */
function configurationFiles(folder: string): string[] {
  const found: string[] = []
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...configurationFiles(path))
    else if (entry.name.endsWith('.conf') && isFile(path)) found.push(path)
  }
  return found
}

function entriesOf(folder: string): Dirent[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function realPath(name: string): string | undefined {
  try {
    return realpathSync(resolve(name))
  } catch {
    return undefined
  }
}
