import type { JsonObject, JsonValue } from '../data.js'
import { isObject, type SiteSchema } from './site-schema.js'

const MOST_REFERENCES = 20

/** A part of a site's schema, and where in the file it stands. */
export class SchemaPart {
  private constructor(
    private readonly whole: SiteSchema,
    /** What stands there; a boolean is a schema too. */
    readonly value: JsonValue | undefined,
    /** The place as a JSON pointer in a fragment: `#/properties/domain`. */
    readonly pointer: string,
  ) {}

  static all(whole: SiteSchema): SchemaPart {
    return new SchemaPart(whole, whole.schema, '#')
  }

  /** The name of the schema for users. */
  get name(): string {
    return this.whole.name
  }

  /** The keywords; none where this is no object. */
  get keywords(): JsonObject {
    return isObject(this.value) ? this.value : {}
  }

  at(...keys: readonly string[]): SchemaPart {
    return keys.reduce<SchemaPart>(
      (part, key) =>
        new SchemaPart(part.whole, memberOf(part.value, key), `${part.pointer}/${escaped(key)}`),
      this,
    )
  }

  /** Follows a reference within the same schema (`#/$defs/...`); other references are left to ajv. */
  resolved(): SchemaPart {
    let found: SchemaPart = this
    for (let steps = 0; steps < MOST_REFERENCES; steps++) {
      const { $ref: reference } = found.keywords
      if (typeof reference !== 'string' || !reference.startsWith('#/')) return found
      const keys = reference.slice(2).split('/').map(unescaped)
      found = SchemaPart.all(this.whole).at(...keys)
    }
    return found
  }

  /** The properties that the schema describes, in its spelling. */
  properties(): [string, SchemaPart][] {
    const { properties } = this.keywords
    if (!isObject(properties)) return []
    return Object.keys(properties).map((key) => [key, this.at('properties', key)])
  }
}

function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)]
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** A key as a step of a JSON pointer. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

export function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}
