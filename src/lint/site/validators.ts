import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import {
  isObject,
  keysOf,
  type PartError,
  type SiteSchema,
  type SiteValidators,
} from '../../schema/site/index.js'
import { decisive } from './decisive.js'
import { regExp } from './patterns.js'

/** How ajv reads the schemas of a site: with all errors, and the schema of each. */
export const AJV_OPTIONS = {
  allErrors: true,
  verbose: true,
  strict: false,
  messages: false,
  code: { regExp },
} as const

/** Loads ajv, and returns what makes validators of the parts of schemas with it. */
export async function loadSiteValidators(): Promise<
  (schemas: readonly SiteSchema[]) => SiteValidators
> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  return (schemas) => {
    const tool = new Ajv2020(AJV_OPTIONS)
    for (const { name, schema } of schemas) {
      attempt(() => tool.addSchema(schema, typeof schema.$id === 'string' ? undefined : name))
    }
    const made = new Map<string, ValidateFunction | undefined>()
    return ({ name, schema }, pointer, value) => {
      const id = typeof schema.$id === 'string' ? schema.$id : name
      const key = `${id}${encodeURI(pointer)}`
      if (!made.has(key)) {
        const compiled = attempt(() => tool.getSchema(key))
        made.set(key, compiled)
      }
      const validate = made.get(key)
      if (validate === undefined || attempt(() => validate(value)) !== false) return []
      return decisive(validate.errors ?? []).map(partError)
    }
  }
}

/** What cannot be done with a schema that is wrong: lint says what is wrong with it. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function partError(error: ErrorObject): PartError {
  const { instancePath, keyword, params, schemaPath, parentSchema } = error
  return {
    keyword,
    params,
    path: keysOf(instancePath),
    pointer: schemaPath,
    schema: isObject(parentSchema) ? parentSchema : {},
  }
}
