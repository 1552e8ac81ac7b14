import type { Configuration } from '../config/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { checkSiteSchemas, loadSiteValidators, SchemaError } from '../lint/site/index.js'
import { registry } from '../schema/index.js'
import { type SiteSchema, type SiteValidators, withSiteScopes } from '../schema/site/index.js'
import type { Registry } from '../schema/types.js'
import { Failure } from './failure.js'
import type { Host } from './host.js'
import { SchemaFiles } from './schema-files.js'

/** The JSON Schemas that a site brings: what they declare, and what they find. */
export class SiteSchemas {
  readonly #files: SchemaFiles

  private constructor(
    host: Host,
    readonly validators: (schemas: readonly SiteSchema[]) => SiteValidators,
  ) {
    this.#files = new SchemaFiles(host)
  }

  /** Loads what checks values by schemas. */
  static async prepare(host: Host): Promise<SiteSchemas> {
    return new SiteSchemas(host, await loadSiteValidators())
  }

  /**
   * Reads the schemas that a person has named: those may be pipes of a shell.
   * @param paths absolute
   * @throws Failure when one cannot be read, or is no JSON object
   */
  readNamed(paths: readonly string[]): void {
    this.#files.readNamed(paths)
  }

  /**
   * What the product knows, and what these schemas declare.
   * @param paths absolute
   * @throws Failure when a schema cannot be read, or is no JSON object
   */
  registry(paths: readonly string[]): Registry {
    const schemas = this.#files.at(paths)
    return withSiteScopes(registry(), schemas, this.validators(schemas))
  }

  /**
   * What these schemas find in a configuration.
   * @param paths absolute
   * @throws Failure as `registry`, and when what a file holds is no JSON Schema
   */
  async findings(configuration: Configuration, paths: readonly string[]): Promise<Diagnostic[]> {
    try {
      return await checkSiteSchemas(configuration, this.#files.at(paths))
    } catch (error) {
      throw error instanceof SchemaError ? new Failure(error.message) : error
    }
  }
}
