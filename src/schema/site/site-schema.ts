import type { JsonObject, JsonValue } from '../data.js'

/**
 * A site's own JSON Schema (2020-12) for the document that `ecconf dump --format json` prints. In
 * addition to the standard keywords, an annotation `x-ecconf` may give the text (`message`) and the
 * `severity` of a finding, and `instance` declares a scope that the product does not have.
 */
export interface SiteSchema {
  /** The name for users: the file of the schema. */
  readonly name: string
  readonly schema: JsonObject
}

/** The contents of `x-ecconf` in a site's schema. */
export interface SiteAnnotation {
  readonly message?: string
  readonly severity?: 'error' | 'warning' | 'info'
  /** Declares that a property is a scope, and whether its stanzas have a name. */
  readonly instance?: 'anonymous' | 'named' | 'optional'
}

export function annotationOf(schema: JsonValue | undefined): SiteAnnotation {
  const annotation = isObject(schema) ? schema['x-ecconf'] : undefined
  return isObject(annotation) ? (annotation as SiteAnnotation) : {}
}

/** The detail of a finding: which schema asks, and where in it. */
export function askedBy(name: string, pointer: string): string {
  return `${name} asks for it (${pointer}).`
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
