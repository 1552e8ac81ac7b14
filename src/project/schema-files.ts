import { countValues } from '../node/files/bounded-json.js'
import type { JsonValue } from '../schema/index.js'
import { isObject, type SiteSchema } from '../schema/site/index.js'
import { Source } from '../syntax/index.js'
import { Failure } from './failure.js'
import type { Host } from './host.js'
import { shownPath } from './paths/shown-path.js'
import { readRegular, sizeText } from './read-bytes.js'
import { JsonTextError, readJsonText } from './settings/json-text.js'

/** The largest schema, and the most that all of them may have together, in bytes. */
const LARGEST = 4 * 1024 * 1024
const MOST = 64 * 1024 * 1024
/** The most values that all of them may have together: those of the largest sites have some thousands. */
const MOST_VALUES = 2 ** 18

/** The files of the JSON Schemas that a site brings, each read once. */
export class SchemaFiles {
  readonly #read = new Map<string, SiteSchema>()
  /** How many bytes and values these have together. */
  #size = 0
  #values = 0

  constructor(readonly host: Host) {}

  /**
   * Reads the schemas that a person has named: those may be pipes of a shell.
   * @param paths absolute
   * @throws Failure when one cannot be read, or is no JSON object
   */
  readNamed(paths: readonly string[]): void {
    for (const path of paths) this.#readOnce(path, true)
  }

  /**
   * @param paths absolute
   * @throws Failure when one cannot be read, or is no JSON object
   */
  at(paths: readonly string[]): SiteSchema[] {
    return paths.map((path) => this.#readOnce(path, false))
  }

  #readOnce(path: string, isNamed: boolean): SiteSchema {
    let schema = this.#read.get(path)
    if (schema === undefined) {
      schema = this.#readSchema(path, isNamed)
      this.#read.set(path, schema)
    }
    return schema
  }

  /** @param isNamed whether a person has named it, and not the settings */
  #readSchema(path: string, isNamed: boolean): SiteSchema {
    this.host.reads(path, 'holds a schema')
    const name = shownPath(path)
    const { bytes } = readRegular(name, LARGEST, isNamed)
    this.#size += bytes.length
    if (this.#size > MOST) {
      throw new Failure(`${name}: the schemas have more than ${sizeText(MOST)} together`)
    }
    this.#values += countValues(bytes, MOST_VALUES)
    if (this.#values > MOST_VALUES) {
      throw new Failure(`${name}: the schemas have more than ${MOST_VALUES} values together`)
    }
    const schema = parsed(Source.fromBytes(bytes, name))
    if (!isObject(schema)) throw new Failure(`${name}: a schema is a JSON object`)
    return { name, schema }
  }
}

function parsed(source: Source): JsonValue {
  try {
    return readJsonText(source.text).value as JsonValue
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    const { line, column } = source.position(error.at)
    throw new Failure(`${source.name}:${line}:${column}: ${error.message}`)
  }
}
