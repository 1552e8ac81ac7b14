import { resolve } from 'node:path'
import type { Diagnostic } from '../../diagnostics/index.js'
import type { Registry } from '../../schema/types.js'
import type { Host } from '../host.js'
import type { Settings } from '../settings/settings.js'
import type { SiteSchemas } from '../site-schemas.js'
import type { LintTarget } from './lint-targets.js'

/** The JSON Schemas that hold for a run: those that were named, and those of the settings. */
export class ChosenSchemas {
  #schemas: SiteSchemas | undefined

  /** @param named paths, relative to the working directory */
  constructor(
    readonly named: readonly string[],
    readonly host: Host,
  ) {}

  /**
   * Loads the code that reads schemas, if there are any, and reads those that were named.
   * @throws Failure when one of these cannot be read
   */
  async prepare(settings: Settings | undefined): Promise<void> {
    if (this.#schemas !== undefined || this.#paths(settings).length === 0) return
    const { SiteSchemas } = await import('../site-schemas.js')
    const schemas = await SiteSchemas.prepare(this.host)
    if (this.#schemas !== undefined) return
    this.#schemas = schemas
    this.#schemas.readNamed(this.#named)
  }

  /** What is known beside the product's own; undefined for nothing. @throws Failure */
  registry(settings: Settings | undefined): Registry | undefined {
    return this.#schemas?.registry(this.#paths(settings))
  }

  /** Of a whole configuration: a fragment lacks most of what a site asks for. @throws Failure */
  async findings({ configuration, settings, fragment }: LintTarget): Promise<Diagnostic[]> {
    if (fragment || this.#schemas === undefined) return []
    return this.#schemas.findings(configuration, this.#paths(settings))
  }

  #paths(settings: Settings | undefined): string[] {
    return [...this.#named, ...(settings?.schemas ?? [])]
  }

  get #named(): string[] {
    return this.named.map((path) => resolve(path))
  }
}
