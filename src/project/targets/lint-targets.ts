import { dirname, resolve } from 'node:path'
import {
  type Configuration,
  EnvironmentError,
  type LoadOptions,
  MOST_TEXT,
} from '../../config/index.js'
import type { NamedDialectFile } from '../dialects/file.js'
import { isOfOtherProgram } from '../dialects/foreign.js'
import {
  type DialectName,
  dialectOf,
  isOfOthers,
  OTHER_LANGUAGE,
} from '../dialects/other-languages.js'
import { Failure } from '../failure.js'
import { isInCheckout } from '../gitignore/checkout.js'
import type { GitIgnored } from '../gitignore/ignored.js'
import type { Host } from '../host.js'
import { isMainFile, mainsAround } from '../main-files/around.js'
import { configurationFiles, isFolder } from '../main-files/configuration-files.js'
import { regularFilesOnly } from '../main-files/regular-files.js'
import { realPathOf } from '../paths/real-path.js'
import { openProject } from '../recovery/open-project.js'
import type { Settings, SettingsAt } from '../settings/settings.js'
import { failure } from '../system-failure.js'
import { forEachNode } from './nodes.js'

/** One configuration that is checked, or one fragment. */
export interface LintTarget {
  readonly configuration: Configuration
  /** Those that lie nearest to the main file. */
  readonly settings: Settings | undefined
  /** The node that the configuration is read for, where it is checked once for each. */
  readonly node?: string
  /** A file that nothing includes and that is no main file: one stanza of something larger. */
  readonly fragment: boolean
  /** The real paths of the files whose findings are shown; all of them when absent. */
  readonly only?: ReadonlySet<string>
}

/** What `lint` checks for the words on the command line, and what it cannot read. */
export interface LintTargets {
  readonly targets: readonly LintTarget[]
  readonly failures: readonly Failure[]
  /** What settings pass over of what was named, a line each. */
  readonly ignored: readonly string[]
  /** Files beside the configurations, which are written in dialects of their own. */
  readonly inDialects: readonly NamedDialectFile[]
  /**
   * The files that the names stand for by themselves or by their folders, by real path: whether the
   * file was named itself. Files in dialects are none of them.
   */
  readonly files: ReadonlyMap<string, boolean>
}

/** Loads a configuration. @throws EnvironmentError when the main file cannot be read */
export type OpenConfiguration = (name: string, options: LoadOptions) => Promise<Configuration>

/** How names on the command line are looked at. */
export interface TargetOptions {
  readonly host: Host
  readonly settingsAt: SettingsAt
  /** What the flags say about loading, and settings where no flag does. */
  readonly loadOptions: (settings: Settings | undefined) => LoadOptions
  /** Whether a flag says which program reads the files: then each is a whole configuration. */
  readonly hasRole: boolean
  /** Whether it is the command line that names them, and not settings. */
  readonly areNamed: boolean
  /** Whether includes are followed: else nothing includes any file. */
  readonly includes: boolean
  /** Configurations that are asked first whether they include a file. */
  readonly mains: readonly LintTarget[]
  /** What the named files are written in; without it their names say so. */
  readonly dialect?: DialectName | 'conf' | undefined
  /** Whether files in dialects are wanted of a folder, those that are called `*.conf`. */
  readonly dialects: boolean
  /** Loads a configuration, where that is not to be done as for a command. @throws EnvironmentError */
  readonly open?: OpenConfiguration | undefined
  /** How many files are about to be looked at, at least. */
  readonly onFiles: (count: number) => void
}

/**
 * Finds out what each name on the command line stands for (`docs/cli.md`, main files and fragments).
 * What cannot be read is a failure; the others are checked all the same.
 * @throws Failure when settings are wrong
 */
export async function lintTargets(
  names: readonly string[],
  options: TargetOptions,
): Promise<LintTargets> {
  const finder = new TargetFinder(options)
  for (const name of names) await finder.add(name)
  const { targets, failures, ignored, inDialects, files } = finder
  return { targets, failures, ignored, inDialects, files }
}

/** What all configurations and fragments of one run may hold, in bytes: they are kept until its end. */
const MOST_OF_A_RUN = 4 * MOST_TEXT

type Growing = Omit<LintTarget, 'only'> & { readonly only?: Set<string> }

/** What git passes over below a folder; undefined outside of a checkout. */
async function gitIgnoredIn(folder: string): Promise<GitIgnored | undefined> {
  if (!isInCheckout(folder)) return undefined
  const { GitIgnored } = await import('../gitignore/ignored.js')
  return new GitIgnored(folder)
}

class TargetFinder {
  readonly failures: Failure[] = []
  readonly ignored: string[] = []
  readonly inDialects: NamedDialectFile[] = []
  readonly files = new Map<string, boolean>()
  readonly #mains = new Map<string, Promise<readonly LintTarget[]>>()
  readonly #targets = new Map<string, Growing>()
  /** The files that the command line names; folders, settings and other files led to the rest. */
  readonly #named = new Set<string>()
  /** How many UTF-16 units all that was loaded has. */
  #text = 0

  constructor(readonly options: TargetOptions) {}

  get targets(): readonly LintTarget[] {
    return [...this.#targets.values()]
  }

  async add(name: string): Promise<void> {
    // What is wrong with a file is said by the load: it knows the search path too.
    if (isFolder(name)) return this.#addDirectory(name)
    if (this.options.areNamed) this.#named.add(name)
    return this.#addNamed(name)
  }

  /** A file that the command line names: it may be one that settings pass over. */
  async #addNamed(name: string): Promise<void> {
    const settings = await this.#settingsOf(name)
    if (settings?.isIgnored(resolve(name))) {
      this.ignored.push(`${name}: passed over, as ${settings.name} says`)
      return
    }
    if (this.options.dialect === undefined && isOfOthers(name)) {
      this.ignored.push(`${name}: passed over, because ${OTHER_LANGUAGE}`)
      return
    }
    const dialect = this.options.dialect ?? dialectOf(name) ?? 'conf'
    if (dialect === 'conf') {
      this.files.set(realPathOf(name), true)
      await this.#addFile(name)
    } else this.inDialects.push({ name, dialect })
  }

  #settingsOf(file: string): Promise<Settings | undefined> {
    return this.options.settingsAt(dirname(resolve(file)))
  }

  async #addFile(name: string): Promise<void> {
    const { mains, host } = this.options
    const isWhole = await this.#isMain(name)
    if (isWhole && mains.length === 0) return this.#addMain(name)
    const path = this.options.includes ? realPathOf(name) : undefined
    const known = mains.filter(({ configuration }) =>
      configuration.files.some((file) => file.realPath === path),
    )
    if (known.length > 0 && path !== undefined) {
      for (const each of known) this.#show(each, path)
      return
    }
    let found = false
    const around =
      path === undefined ? [] : await mainsAround(path, await this.#settingsOf(path), host)
    for (const main of around) {
      for (const target of await this.#main(main)) {
        if (!target.configuration.files.some((file) => file.realPath === path)) continue
        this.#show(target, path as string)
        found = true
      }
    }
    if (!found) await this.#addFragment(name)
  }

  /** Every main file below a folder, then every other configuration file that none of them reads. */
  async #addDirectory(name: string): Promise<void> {
    const settings = await this.options.settingsAt(name)
    const gitIgnored = await gitIgnoredIn(name)
    const { files, failures } = configurationFiles(
      name,
      (path, isFolder) =>
        (gitIgnored?.ignores(path, isFolder) ?? false) ||
        (!this.options.dialects && path.endsWith('.conf') && dialectOf(path) !== undefined) ||
        isOfOthers(path) ||
        (settings?.isIgnored(resolve(path)) ?? false),
    )
    this.failures.push(...failures)
    if (files.length === 0) {
      if (failures.length > 0) return
      const reason = 'no configuration files (*.conf) in this folder'
      this.failures.push(new Failure(`${name}: ${reason}`, { file: name, reason }))
      return
    }
    this.options.onFiles(files.length)
    const others: string[] = []
    for (const file of files) {
      const dialect = dialectOf(file)
      if (dialect !== undefined) {
        this.inDialects.push({ name: file, dialect })
        continue
      }
      const path = realPathOf(file)
      if (!this.files.has(path)) this.files.set(path, false)
      if (await this.#isMain(file)) await this.#addMain(file)
      else others.push(file)
    }
    const reached = new Set<string>()
    for (const { configuration } of this.#targets.values()) {
      for (const file of configuration.files) reached.add(file.realPath)
    }
    for (const file of others) {
      if (!reached.has(realPathOf(file))) await this.#addFile(file)
    }
  }

  async #isMain(name: string): Promise<boolean> {
    return isMainFile(name, await this.#settingsOf(name))
  }

  async #addMain(name: string): Promise<void> {
    for (const { only: _, ...target } of await this.#main(name, true)) {
      this.#targets.set(keyOf(target), target)
    }
  }

  async #addFragment(name: string): Promise<void> {
    const settings = await this.#settingsOf(name)
    const { hasRole } = this.options
    try {
      // The role in settings is that of main files.
      const { role, ...options } = this.#loadOptions(name, settings)
      const configuration = await this.#open(name, hasRole ? { ...options, role } : options)
      const { realPath: key } = configuration.main
      // With a role it is said to be a whole configuration.
      const fragment = configuration.role === 'unknown'
      if (!this.#named.has(name) && isOfOtherProgram(configuration.main.document.source)) {
        this.ignored.push(`${name}: passed over, because ${OTHER_LANGUAGE}`)
        this.files.delete(key)
        return
      }
      const target = { configuration, settings, fragment }
      if (!this.#targets.has(keyOf(target))) this.#targets.set(keyOf(target), target)
    } catch (error) {
      this.#fail(error, name)
    }
  }

  /** Shows the findings of one file of a configuration, unless all of them are shown anyway. */
  #show(shown: LintTarget, path: string): void {
    const key = keyOf(shown)
    const target = this.#targets.get(key)
    if (target === undefined) this.#targets.set(key, { ...shown, only: new Set([path]) })
    else target.only?.add(path)
  }

  /** @param asked whether it was named: then it must be readable */
  #main(name: string, asked = false): Promise<readonly LintTarget[]> {
    const key = realPathOf(name)
    let loading = this.#mains.get(key)
    if (loading === undefined) {
      loading = this.#load(name).catch((error) => {
        if (asked || !(error instanceof EnvironmentError)) this.#fail(error, name)
        return []
      })
      this.#mains.set(key, loading)
    }
    return loading
  }

  async #load(name: string): Promise<readonly LintTarget[]> {
    const settings = await this.#settingsOf(name)
    const options = this.#loadOptions(name, settings)
    const configuration = await this.#open(name, options)
    const target = { configuration, settings, fragment: false }
    return forEachNode(target, options, (its) => this.#open(name, its))
  }

  /** @throws EnvironmentError also when there is too much already */
  async #open(name: string, options: LoadOptions): Promise<Configuration> {
    if (this.#text > MOST_OF_A_RUN) {
      const reason = `the files before it have more than ${MOST_OF_A_RUN >>> 20} MiB together`
      throw new EnvironmentError('EFBIG', name, reason)
    }
    const { host, open } = this.options
    const configuration = await (open?.(name, options) ?? openProject(name, options, host))
    for (const { document } of configuration.files) this.#text += document.source.length
    return configuration
  }

  #loadOptions(name: string, settings: Settings | undefined): LoadOptions {
    const options = this.options.loadOptions(settings)
    return this.#named.has(name) ? options : regularFilesOnly(options)
  }

  #fail(error: unknown, name: string): void {
    if (!(error instanceof EnvironmentError)) throw error
    this.failures.push(failure(error, name) as Failure)
  }
}

function keyOf({ configuration, node = '' }: LintTarget): string {
  return `${configuration.main.realPath}\n${node}`
}
