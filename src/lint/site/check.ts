import type { ErrorObject } from 'ajv/dist/2020.js'
import { type Configuration, dumpJson } from '../../config/index.js'
import { type Diagnostic, diagnostic } from '../../diagnostics/index.js'
import {
  annotationOf,
  askedBy,
  isObject,
  type SiteSchema,
  sentence,
  withLowerCaseNames,
} from '../../schema/site/index.js'
import { decisive } from './decisive.js'
import { instancePlace } from './place.js'
import { SchemaError } from './schema-error.js'
import { AJV_OPTIONS } from './validators.js'

/**
 * Findings of a site's own schemas, which describe the document that `ecconf dump --format json`
 * prints. Each finding is placed at the effective definition of the value, or at the stanza.
 * @throws SchemaError when a schema is invalid, or refers to one that does not exist
 */
export async function checkSiteSchemas(
  configuration: Configuration,
  schemas: readonly SiteSchema[],
): Promise<Diagnostic[]> {
  if (schemas.length === 0) return []
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const tool = new Ajv2020(AJV_OPTIONS)
  for (const { name, schema } of schemas) {
    const lower = withLowerCaseNames(configuration.registry.global, schema)
    attempt(name, () => tool.addSchema(lower, typeof schema.$id === 'string' ? undefined : name))
  }
  const document = dumpJson(configuration, { maskSecrets: false })
  const found: Diagnostic[] = []
  for (const { name, schema } of schemas) {
    const validate = attempt(name, () =>
      tool.getSchema(typeof schema.$id === 'string' ? schema.$id : name),
    )
    if (validate === undefined || attempt(name, () => validate(document))) continue
    for (const error of decisive(validate.errors ?? [])) {
      found.push(finding(configuration, name, error))
    }
  }
  return found
}

function attempt<T>(name: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const isEndless = error instanceof RangeError
    const reason = error instanceof Error ? error.message : String(error)
    throw new SchemaError(name, isEndless ? 'its references lead back to where they begin' : reason)
  }
}

function finding(configuration: Configuration, name: string, error: ErrorObject): Diagnostic {
  const place = instancePlace(configuration, error)
  const parent = isObject(error.parentSchema) ? error.parentSchema : {}
  const { message, severity } = annotationOf(parent)
  const { inclusion, start, end, subject } = place
  return diagnostic(
    'schema/site-rule',
    { file: inclusion.file.name, start, end },
    message ?? sentence(subject, error),
    {
      detail:
        typeof parent.description === 'string' && message === undefined
          ? parent.description
          : askedBy(name, error.schemaPath),
      ...(severity !== undefined && { severity }),
    },
  )
}
