import { realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type ConfigFile, load } from '../../src/config/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { settingsFinder } from '../../src/project/settings/find.js'
import { failure } from '../../src/project/system-failure.js'
import { loadAnnounced, loadOptions } from '../configuration.js'
import { Failure } from '../failure.js'
import type { ConfigurationFlags } from '../flags.js'
import { HOST } from '../host.js'
import { findingsOf, together } from '../lint-findings.js'
import { LINT_FLAGS, type LintFlags } from '../lint-flags.js'
import { type LintPlan, lintPlan } from '../lint-plan.js'
import type { LintTarget } from '../lint-targets.js'
import { Progress } from '../progress.js'

/** Files, and all configurations that they are part of. */
export interface Edited {
  readonly targets: readonly LintTarget[]
  readonly files: readonly ConfigFile[]
}

/**
 * What is edited, and what that means: found as `ecconf lint FILE` finds it, and as often as anybody
 * asks, for an edit takes its time.
 */
export class EditedFiles {
  private constructor(
    readonly flags: ConfigurationFlags,
    /** The file that leads to the configurations. */
    readonly name: string,
    /** The real paths of the files that are edited. */
    readonly paths: readonly string[],
    readonly plan: LintPlan,
  ) {}

  /**
   * @param name a file; undefined for the main file of the configuration that the flags mean
   * @throws Failure when there is no such file or configuration
   */
  static async find(flags: ConfigurationFlags, name: string | undefined): Promise<EditedFiles> {
    if (name === undefined) {
      const { main } = await loadAnnounced(flags)
      return EditedFiles.#make({ ...flags, config: main.path }, main.path, [main.realPath])
    }
    return EditedFiles.#make(flags, name, [realPathOf(name)])
  }

  /**
   * Files of one configuration.
   * @param main its main file
   * @throws Failure
   */
  static of(
    flags: ConfigurationFlags,
    main: ConfigFile,
    files: readonly ConfigFile[],
  ): Promise<EditedFiles> {
    const paths = files.map(({ realPath }) => realPath)
    return EditedFiles.#make({ ...flags, config: main.path }, main.path, paths)
  }

  static async #make(
    flags: ConfigurationFlags,
    name: string,
    paths: readonly string[],
  ): Promise<EditedFiles> {
    const defaults = Object.entries(LINT_FLAGS).map(([flag, spec]) => {
      const { type, default: value }: { type: string; default?: unknown } = spec
      return [flag, type === 'texts' ? [] : value]
    })
    const { config, sysroot, searchPath, node, role, settings } = flags
    const loading = { config, sysroot, searchPath, node, role, settings }
    const words = [name]
    const lintFlags = { ...Object.fromEntries(defaults), ...loading, words } as LintFlags
    return new EditedFiles(flags, name, paths, await lintPlan(lintFlags))
  }

  /** Reads everything again. @throws Failure when a file is no longer there, or cannot be read */
  async load(): Promise<Edited> {
    const targets = await this.#targets()
    const files = this.paths.map((path) => {
      for (const { configuration } of targets) {
        const file = configuration.files.find(({ realPath }) => realPath === path)
        if (file !== undefined) return file
      }
      throw new Failure(`${path}: no longer part of the configuration`)
    })
    return { targets, files }
  }

  /** Everything that lint finds in all files of some configurations. @throws Failure */
  async lint(targets: readonly LintTarget[]): Promise<readonly Diagnostic[]> {
    const all = await Promise.all(targets.map((target) => findingsOf(target, this.plan.check)))
    return together(all).diagnostics
  }

  async #targets(): Promise<LintTarget[]> {
    const progress = new Progress()
    try {
      const { targets, failures } = await this.plan.targets(progress)
      const [first] = failures
      if (first !== undefined) throw first
      // All that an edit brings is of interest, in whatever file.
      const whole = targets.map(({ only: _, ...target }) => target)
      return whole.length > 0 ? whole : [await this.#passedOver()]
    } finally {
      progress.end()
    }
  }

  /** A file that settings keep from being checked can be edited all the same. */
  async #passedOver(): Promise<LintTarget> {
    const settings = await settingsFinder(this.flags.settings, HOST)(dirname(resolve(this.name)))
    try {
      const configuration = await load(this.name, loadOptions(this.flags, settings))
      return { configuration, settings, fragment: true }
    } catch (error) {
      throw failure(error, this.name)
    }
  }
}

/** @throws Failure */
function realPathOf(name: string): string {
  try {
    return realpathSync(name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'no such file' : 'cannot be read'
    throw new Failure(`${name}: ${reason}`)
  }
}
