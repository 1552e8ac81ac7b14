import { dirname, resolve } from 'node:path'
import { TextEnvironment } from '../../config/environment/text-environment.js'
import { type Configuration, type Environment, type LoadOptions, load } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { nodeEnvironment } from '../../node/index.js'
import { Baselines } from '../../project/baselines/baselines.js'
import { withDialectFiles } from '../../project/dialects/checked.js'
import type { Host } from '../../project/host.js'
import { realPathOf } from '../../project/paths/real-path.js'
import { ChosenSchemas } from '../../project/targets/chosen-schemas.js'
import { findingsOf, type TargetFindings, together } from '../../project/targets/findings.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import { MeantTargets } from '../../project/targets/meant-targets.js'
import { WatchedEnvironment } from './watched-environment.js'

/** What is known of files, or of a folder, when they are read as `ecconf lint` reads them. */
export interface ReadProject {
  readonly targets: readonly LintTarget[]
  /** Of files in dialects of their own, which no configuration has. */
  readonly dialectFindings: readonly Diagnostic[]
}

export type FoundInProject = Pick<TargetFindings, 'diagnostics' | 'suppressed'>

/**
 * Reads what files and folders belong to, with the settings, site schemas and baselines that hold for
 * them: the findings are those of `ecconf lint` on the same names. Each configuration is read once, and
 * nothing is written, also not what another program has left in the middle.
 */
export class ProjectReader {
  /**
   * The absolute paths that were read or looked for, folders with a slash at their end: what is different
   * there may change everything. Grows when open texts include something else.
   */
  readonly seen = new Set<string>()
  readonly #host: Host
  readonly #schemas: ChosenSchemas
  readonly #environment: Environment
  readonly #loaded = new Map<string, Promise<Configuration>>()

  /** @param texts what clients have open, by real path: they go before the disk */
  constructor(texts: ReadonlyMap<string, Uint8Array>, host: Host) {
    this.#host = {
      ...host,
      reads: (path, use) => {
        this.seen.add(resolve(path))
        host.reads(path, use)
      },
      misses: (path) => {
        if (!isShared(dirname(path))) this.seen.add(path)
      },
    }
    this.#schemas = new ChosenSchemas([], this.#host)
    const machine = new WatchedEnvironment(nodeEnvironment(), this.seen)
    this.#environment = new TextEnvironment(machine, texts)
  }

  /** @param names absolute paths @throws Failure when settings are wrong */
  async read(names: readonly string[]): Promise<ReadProject> {
    const environment = this.#environment
    const request = {
      choice: NOTHING_CHOSEN,
      words: names,
      includes: true,
      dialects: true,
      schemas: this.#schemas,
    }
    const meant = new MeantTargets(request, this.#host)
    const open = (name: string, options: LoadOptions) => this.#open(name, options)
    const inputs = await meant.find({ environment, open, onFiles: () => undefined })
    const { targets, dialectFiles } = await withDialectFiles(inputs, environment)
    return {
      targets,
      dialectFindings: dialectFiles.flatMap(({ diagnostics }) => diagnostics),
    }
  }

  /** The findings in targets that were read here, or in what open texts have made of them. */
  async findings(targets: readonly LintTarget[]): Promise<FoundInProject> {
    const baselines = targets.some(({ settings }) => settings?.baseline)
      ? Baselines.read(undefined, targets, this.#host)
      : undefined
    const all: TargetFindings[] = []
    for (const target of targets) {
      const findings = await findingsOf(target, {
        rules: {},
        target: undefined,
        includes: true,
        more: (its) => this.#schemas.findings(its),
      })
      all.push(baselines?.without(findings) ?? findings)
    }
    return together(all)
  }

  #open(name: string, options: LoadOptions): Promise<Configuration> {
    const { nodeName, role, sysroot, searchPath, registry } = options
    const key = JSON.stringify([realPathOf(name), nodeName, role, sysroot, searchPath])
    // What a site declares is another registry each time.
    if (registry !== undefined) return load(name, options)
    let loading = this.#loaded.get(key)
    if (loading === undefined) {
      loading = load(name, options)
      this.#loaded.set(key, loading)
      loading.catch(() => this.#loaded.delete(key))
    }
    return loading
  }
}

/** Whether a folder is `/`, or one like `/home`: editors watch folders with all below them, and that is too much. */
function isShared(folder: string): boolean {
  return dirname(dirname(folder)) === dirname(folder)
}

const NOTHING_CHOSEN = {
  config: undefined,
  sysroot: undefined,
  searchPath: undefined,
  node: undefined,
  role: undefined,
  settings: undefined,
} as const
