import type { JsonObject, JsonValue } from '../data.js'

/**
 * A JSON Schema (2020-12) that a site brings: about the document that `ecconf dump --format json`
 * prints. Beside what every tool knows, an annotation `x-ecconf` may say what a finding says
 * (`message`) and how bad it is (`severity`), and `instance` declares a scope that the product does
 * not have.
 */
export interface SiteSchema {
  /** As people read it: the file it came from. */
  readonly name: string
  readonly schema: JsonObject
}

/** What `x-ecconf` may say in a site's schema. */
export interface SiteAnnotation {
  readonly message?: string
  readonly severity?: 'error' | 'warning' | 'info'
  /** Makes a property a scope: whether its stanzas have a name. */
  readonly instance?: 'anonymous' | 'named' | 'optional'
}

export function annotationOf(schema: JsonValue | undefined): SiteAnnotation {
  const annotation = isObject(schema) ? schema['x-ecconf'] : undefined
  return isObject(annotation) ? (annotation as SiteAnnotation) : {}
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
