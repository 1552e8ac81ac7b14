import { dirname, resolve } from 'node:path'
import type { Environment, LoadOptions } from '../../config/index.js'
import { type Choice, loadOptions } from '../choice.js'
import type { DialectName } from '../dialects/other-languages.js'
import type { Host } from '../host.js'
import type { FoundMain } from '../main-files/installed.js'
import { openMain } from '../main-files/open-main.js'
import { writtenFilesOnly } from '../main-files/regular-files.js'
import { settingsFinder } from '../settings/find.js'
import type { Settings, SettingsAt } from '../settings/settings.js'
import type { ChosenSchemas } from './chosen-schemas.js'
import {
  type LintTarget,
  type LintTargets,
  lintTargets,
  type OpenConfiguration,
} from './lint-targets.js'
import { forEachNode } from './nodes.js'

/** What somebody asks to be looked at. */
export interface TargetRequest {
  readonly choice: Choice
  /** Names of files and folders; none for the configuration that the choice means. */
  readonly words: readonly string[]
  /** Whether includes are followed. */
  readonly includes: boolean
  /** Whether the files are to be written: then none of them may be a pipe. */
  readonly writes?: boolean
  /** What a site knows beside the product's own; absent where that makes no difference. */
  readonly schemas?: ChosenSchemas
  /** What the named files are written in; without it their names say so. */
  readonly dialect?: DialectName | 'conf' | undefined
  /** Whether files in dialects are wanted of a folder, those that are called `*.conf`. */
  readonly dialects?: boolean
  /** Is told which main files are meant when neither the choice nor a word names one. */
  readonly onFound?: (found: FoundMain) => void
}

/** How a request is looked up. */
export interface TargetReading {
  readonly environment: Environment
  /** Loads what the words name, where that is not to be done as for a command. */
  readonly open?: OpenConfiguration
  /** Is told how many files are about to be looked at, at least. */
  readonly onFiles: (count: number) => void
}

/** Finds the targets of one request, as often as anybody asks: settings are read once. */
export class MeantTargets {
  readonly #settingsAt: SettingsAt

  constructor(
    readonly request: TargetRequest,
    readonly host: Host,
  ) {
    const find = settingsFinder(request.choice.settings, host)
    const { schemas } = request
    this.#settingsAt = async (folder) => {
      const settings = await find(folder)
      await schemas?.prepare(settings)
      return settings
    }
  }

  /**
   * What the words name, or the configurations that the choice or the settings mean without words. A
   * main file that the choice names is asked first whether it includes what the words name.
   * @throws Failure when settings are wrong or name a main file outside of the sysroot that the choice
   *   names, or the main file that is meant cannot be read
   */
  async find(reading: TargetReading): Promise<LintTargets> {
    const { choice, words, onFound } = this.request
    const { config, sysroot } = choice
    if (config !== undefined) {
      const settings = await this.#settingsAt(dirname(resolve(config)))
      const options = this.options(settings, reading)
      const open = (its: LoadOptions) => openMain(config, its, this.host)
      const target = { configuration: await open(options), settings, fragment: false }
      const mains = await forEachNode(target, options, open)
      return words.length === 0 ? onlyTargets(mains) : this.#named(words, reading, mains)
    }
    if (words.length > 0) return this.#named(words, reading)
    const settings = await this.#settingsAt('.')
    if (settings !== undefined && settings.main.length > 0) {
      const { mainsOf } = await import('../main-files/of-settings.js')
      const mains = mainsOf(settings, this.host, sysroot)
      for (const path of mains) onFound?.({ path, how: `as ${settings.name} says` })
      return this.#named(mains, reading)
    }
    const { loadInstalled } = await import('../main-files/installed.js')
    const configuration = await loadInstalled(this.options(settings, reading), this.host, onFound)
    return onlyTargets([{ configuration, settings, fragment: false }])
  }

  /** A file by itself, also one that settings pass over. @throws Failure when it cannot be read */
  async fileAlone(name: string, reading: TargetReading): Promise<LintTarget> {
    const settings = await this.#settingsAt(dirname(resolve(name)))
    const configuration = await openMain(name, this.options(settings, reading), this.host)
    return { configuration, settings, fragment: true }
  }

  options(settings: Settings | undefined, { environment }: TargetReading): LoadOptions {
    const { choice, includes, schemas, writes = false } = this.request
    const registry = schemas?.registry(settings)
    const options = {
      ...loadOptions(choice, settings, environment),
      includes,
      ...(registry !== undefined && { registry }),
    }
    return writes ? writtenFilesOnly(options) : options
  }

  #named(
    names: readonly string[],
    reading: TargetReading,
    mains: readonly LintTarget[] = [],
  ): Promise<LintTargets> {
    const { choice, words, includes, dialect, dialects = false } = this.request
    return lintTargets(names, {
      host: this.host,
      settingsAt: this.#settingsAt,
      loadOptions: (settings) => this.options(settings, reading),
      hasRole: choice.role !== undefined,
      areNamed: words.length > 0,
      includes,
      mains,
      dialect,
      dialects,
      open: reading.open,
      onFiles: reading.onFiles,
    })
  }
}

function onlyTargets(targets: readonly LintTarget[]): LintTargets {
  const paths = targets.flatMap(({ configuration }) =>
    configuration.files.flatMap(({ realPath, virtual }) =>
      virtual ? [] : [[realPath, false] as const],
    ),
  )
  return { targets, failures: [], ignored: [], inDialects: [], files: new Map(paths) }
}
