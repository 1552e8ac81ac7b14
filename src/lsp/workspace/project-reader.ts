import { resolve } from 'node:path'
import { environmentWithTexts } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { nodeEnvironment } from '../../node/index.js'
import { Baselines } from '../../project/baselines/baselines.js'
import { withDialectFiles } from '../../project/dialects/checked.js'
import type { Host } from '../../project/host.js'
import { ChosenSchemas } from '../../project/targets/chosen-schemas.js'
import { findingsOf, type TargetFindings, together } from '../../project/targets/findings.js'
import type { LintTarget } from '../../project/targets/lint-targets.js'
import { MeantTargets } from '../../project/targets/meant-targets.js'
import { WatchedEnvironment } from './watched-environment.js'

/** What is known of a file, or of a folder, when it is read as `ecconf lint` reads it. */
export interface ReadProject {
  readonly targets: readonly LintTarget[]
  /** Of files in dialects of their own, which no configuration has. */
  readonly dialectFindings: readonly Diagnostic[]
  /** What cannot be read, a line each. */
  readonly failures: readonly string[]
  /**
   * The absolute paths that were read or looked for, folders with a slash at their end: what is different
   * there may change everything. Grows when open texts include something else.
   */
  readonly seen: ReadonlySet<string>
  readonly findings: (targets: readonly LintTarget[]) => Promise<FoundInProject>
}

export type FoundInProject = Pick<TargetFindings, 'diagnostics' | 'suppressed'>

/**
 * Reads what a file or a folder belongs to, with the settings, site schemas and baselines that hold for
 * it: the findings are those of `ecconf lint` on the same name.
 * @param name an absolute path
 * @param texts what clients have open, by path: they go before the disk
 * @throws Failure when settings are wrong
 */
export async function readProject(
  name: string,
  texts: ReadonlyMap<string, Uint8Array>,
  host: Host,
): Promise<ReadProject> {
  const seen = new Set<string>()
  const watching: Host = {
    ...host,
    reads: (path, use) => {
      seen.add(resolve(path))
      host.reads(path, use)
    },
  }
  const schemas = new ChosenSchemas([], watching)
  const request = { choice: NOTHING_CHOSEN, words: [name], includes: true, dialects: true, schemas }
  const machine = new WatchedEnvironment(nodeEnvironment(), seen)
  const environment = await environmentWithTexts(machine, texts)
  const meant = new MeantTargets(request, watching)
  const inputs = await meant.find({ environment, onFiles: () => undefined })
  const { targets, dialectFiles, failures } = await withDialectFiles(inputs, environment)
  return {
    targets,
    dialectFindings: dialectFiles.flatMap(({ diagnostics }) => diagnostics),
    failures: failures.map(({ message }) => message),
    seen,
    findings: async (current) => {
      const baselines = current.some(({ settings }) => settings?.baseline)
        ? Baselines.read(undefined, current, watching)
        : undefined
      const all: TargetFindings[] = []
      for (const target of current) {
        const findings = await findingsOf(target, {
          rules: {},
          target: undefined,
          includes: true,
          more: (its) => schemas.findings(its),
        })
        all.push(baselines?.without(findings) ?? findings)
      }
      return together(all)
    },
  }
}

const NOTHING_CHOSEN = {
  config: undefined,
  sysroot: undefined,
  searchPath: undefined,
  node: undefined,
  role: undefined,
  settings: undefined,
} as const
