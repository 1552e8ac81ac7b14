import type { JsonObject, JsonValue } from '../data.js'
import { isObject, type SiteSchema } from './site-schema.js'
import type { PartError, SiteValidators } from './site-validators.js'

const MOST_REFERENCES = 20

/** A part of a site's schema, and where in the file it stands. */
export class SchemaPart {
  private constructor(
    private readonly whole: SiteSchema,
    private readonly validators: SiteValidators,
    /** What stands there; a boolean is a schema too. */
    readonly value: JsonValue | undefined,
    /** The place as a JSON pointer in a fragment: `#/properties/domain`. */
    readonly pointer: string,
  ) {}

  static all(whole: SiteSchema, validators: SiteValidators): SchemaPart {
    return new SchemaPart(whole, validators, whole.schema, '#')
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
        new SchemaPart(
          part.whole,
          part.validators,
          memberOf(part.value, key),
          `${part.pointer}/${escaped(key)}`,
        ),
      this,
    )
  }

  /** Follows a reference within the same schema (`#/$defs/...`); other references are left to ajv. */
  resolved(): SchemaPart {
    let found: SchemaPart = this
    for (let steps = 0; steps < MOST_REFERENCES; steps++) {
      const { $ref: reference } = found.keywords
      if (typeof reference !== 'string' || !reference.startsWith('#/')) return found
      found = this.#inWhole(reference)
    }
    return found
  }

  /** What a value is against in this part. */
  errors(json: JsonValue): readonly PartError[] {
    return this.validators(this.whole, this.pointer, json).map((error) => ({
      ...error,
      // A path begins where this part does, unless it begins at what a reference leads to.
      pointer: this.#isThere(error.pointer)
        ? error.pointer
        : `${this.pointer}${error.pointer.slice(1)}`,
    }))
  }

  #isThere(pointer: string): boolean {
    return pointer.startsWith('#/') && this.#inWhole(pointer).value !== undefined
  }

  #inWhole(pointer: string): SchemaPart {
    const keys = pointer.slice(2).split('/').map(unescaped)
    return SchemaPart.all(this.whole, this.validators).at(...keys)
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

/** The keys and indices of a JSON pointer: `/a/0`. */
export function keysOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map(unescaped)
}

export function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~')
}
