import { realpathSync } from 'node:fs'
import type { ConfigFile } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Choice } from '../choice.js'
import { Failure } from '../failure.js'
import type { Host } from '../host.js'
import { ChosenSchemas } from '../targets/chosen-schemas.js'
import { findingsOf, together } from '../targets/findings.js'
import type { LintTarget } from '../targets/lint-targets.js'
import { MeantTargets, type TargetReading } from '../targets/meant-targets.js'

/** Files, and all configurations that they are part of. */
export interface Edited {
  readonly targets: readonly LintTarget[]
  readonly files: readonly ConfigFile[]
}

/** Files that are edited: which they are, and how they are found. */
interface EditedRequest {
  readonly choice: Choice
  /** The file that leads to the configurations. */
  readonly name: string
  /** The real paths of the files that are edited. */
  readonly paths: readonly string[]
}

/**
 * What is edited, and what that means: found as `ecconf lint FILE` finds it, and as often as anybody
 * asks, for an edit takes its time.
 */
export class EditedFiles {
  readonly #schemas: ChosenSchemas
  readonly #meant: MeantTargets

  private constructor(
    readonly edited: EditedRequest,
    readonly host: Host,
  ) {
    const { choice, name } = edited
    this.#schemas = new ChosenSchemas([], host)
    const schemas = this.#schemas
    const request = { choice, words: [name], includes: true, schemas, writes: true }
    this.#meant = new MeantTargets(request, host)
  }

  /** One file, by its name. @throws Failure when there is no such file */
  static named(choice: Choice, name: string, host: Host): EditedFiles {
    return new EditedFiles({ choice, name, paths: [existingPath(name)] }, host)
  }

  /**
   * Files of one configuration.
   * @param main its main file
   */
  static of(
    choice: Choice,
    main: ConfigFile,
    files: readonly ConfigFile[],
    host: Host,
  ): EditedFiles {
    const paths = files.map(({ realPath }) => realPath)
    return new EditedFiles(
      { choice: { ...choice, config: main.path }, name: main.path, paths },
      host,
    )
  }

  /** Reads everything again. @throws Failure when a file is no longer there, or cannot be read */
  async load(reading: TargetReading): Promise<Edited> {
    const targets = await this.#targets(reading)
    const files = this.edited.paths.map((path) => {
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
    const options = {
      rules: {},
      target: undefined,
      includes: true,
      more: (target: LintTarget) => this.#schemas.findings(target),
    }
    const all = await Promise.all(targets.map((target) => findingsOf(target, options)))
    return together(all).diagnostics
  }

  async #targets(reading: TargetReading): Promise<LintTarget[]> {
    const { targets, failures } = await this.#meant.find(reading)
    const [first] = failures
    if (first !== undefined) throw first
    // All that an edit brings is of interest, in whatever file.
    const whole = targets.map(({ only: _, ...target }) => target)
    if (whole.length > 0) return whole
    // What settings keep from being checked can be edited all the same.
    return [await this.#meant.fileAlone(this.edited.name, reading)]
  }
}

/** @throws Failure */
function existingPath(name: string): string {
  try {
    return realpathSync(name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'no such file' : 'cannot be read'
    throw new Failure(`${name}: ${reason}`)
  }
}
