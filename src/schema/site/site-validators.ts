import type { JsonObject, JsonValue } from '../data.js'
import type { BrokenKeyword } from './broken-keyword.js'
import type { SiteSchema } from './site-schema.js'

/** What a value is against in a part of a site's schema, as ajv tells it. */
export interface PartError extends BrokenKeyword {
  /** The keys and indices that lead into the value. */
  readonly path: readonly string[]
  /** The place of the keyword in the schema: `#/properties/msg_gen/minimum`. */
  readonly pointer: string
  /** The schema that has the keyword. */
  readonly schema: JsonObject
}

/**
 * Checks a value by the part of a schema at a JSON pointer. ajv compiles it, whose code is loaded where
 * a site has schemas (`loadSiteValidators`); what it cannot compile asks for nothing, and is told of by
 * `checkSiteSchemas`.
 */
export type SiteValidators = (
  schema: SiteSchema,
  pointer: string,
  value: JsonValue,
) => readonly PartError[]
