import type { Configuration } from '../src/config/index.js'
import type { Diagnostic } from '../src/diagnostics/index.js'
import { checkSiteSchemas, SchemaError } from '../src/lint/site/index.js'
import { nodeEnvironment } from '../src/node/files/environment.js'
import { type JsonValue, registry } from '../src/schema/index.js'
import { isObject, type SiteSchema, withSiteScopes } from '../src/schema/site/index.js'
import type { Registry } from '../src/schema/types.js'
import { Source } from '../src/syntax/index.js'
import { Failure } from './failure.js'
import { JsonTextError, readJsonText } from './settings/json-text.js'
import { shownPath } from './shown-path.js'
import { noteInput } from './streams/inputs.js'
import { failure } from './system-failure.js'

const read = new Map<string, SiteSchema>()

/**
 * The JSON Schemas that a site brings.
 * @param paths absolute
 * @throws Failure when one cannot be read, or is no JSON object
 */
function schemasAt(paths: readonly string[]): SiteSchema[] {
  return paths.map((path) => {
    const known = read.get(path) ?? readSchema(path)
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

function readSchema(path: string): SiteSchema {
  const name = shownPath(path)
  const schema = parsed(name, path)
  if (!isObject(schema)) throw new Failure(`${name}: a schema is a JSON object`)
  return { name, schema }
}

function parsed(name: string, path: string): JsonValue {
  noteInput(path, 'holds a schema')
  let source: Source
  try {
    source = Source.fromBytes(nodeEnvironment().readFile(path, true) as Uint8Array, name)
  } catch (error) {
    throw failure(error, name)
  }
  try {
    return readJsonText(source.text).value as JsonValue
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error
    const { line, column } = source.position(error.at)
    throw new Failure(`${name}:${line}:${column}: ${error.message}`)
  }
}
