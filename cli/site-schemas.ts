import type { Configuration } from '../src/config/index.js'
import type { Diagnostic } from '../src/diagnostics/index.js'
import { checkSiteSchemas, SchemaError } from '../src/lint/site/index.js'
import { type JsonValue, registry } from '../src/schema/index.js'
import { isObject, type SiteSchema, withSiteScopes } from '../src/schema/site/index.js'
import type { Registry } from '../src/schema/types.js'
import { Source } from '../src/syntax/index.js'
import { Failure } from './failure.js'
import { readRegular } from './read-bytes.js'
import { JsonTextError, readJsonText } from './settings/json-text.js'
import { shownPath } from './shown-path.js'
import { noteInput } from './streams/inputs.js'

/** The largest schema, in bytes. */
const LARGEST = 4 * 1024 * 1024

const read = new Map<string, SiteSchema>()

/**
 * Reads the schemas that flags name: those may be pipes of a shell.
 * @param paths absolute
 * @throws Failure
 */
export function readNamedSchemas(paths: readonly string[]): void {
  for (const path of paths) if (!read.has(path)) read.set(path, readSchema(path, true))
}

/**
 * The JSON Schemas that a site brings.
 * @param paths absolute
 * @throws Failure when one cannot be read, or is no JSON object
 */
function schemasAt(paths: readonly string[]): SiteSchema[] {
  return paths.map((path) => {
    const known = read.get(path) ?? readSchema(path, false)
    read.set(path, known)
    return known
  })
}

/** What the product knows, and what these schemas declare. @throws Failure */
export function siteRegistry(paths: readonly string[]): Registry {
  return withSiteScopes(registry(), schemasAt(paths))
}

/** What these schemas find in a configuration. @throws Failure */
export async function siteFindings(
  configuration: Configuration,
  paths: readonly string[],
): Promise<Diagnostic[]> {
  try {
    return await checkSiteSchemas(configuration, schemasAt(paths))
  } catch (error) {
    throw error instanceof SchemaError ? new Failure(error.message) : error
  }
}

/** @param isNamed whether a person has named it, and not the settings */
function readSchema(path: string, isNamed: boolean): SiteSchema {
  const name = shownPath(path)
  noteInput(path, 'holds a schema')
  const schema = parsed(Source.fromBytes(readRegular(name, LARGEST, isNamed).bytes, name))
  if (!isObject(schema)) throw new Failure(`${name}: a schema is a JSON object`)
  return { name, schema }
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
