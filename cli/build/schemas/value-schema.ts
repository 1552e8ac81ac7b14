import type { Schema, SchemaDocuments } from './documents.js'

/** The schema of a value with every reference followed. */
export interface ValueSchema
  extends Omit<
    Schema,
    '$ref' | 'description' | 'anyOf' | 'items' | 'properties' | 'additionalProperties'
  > {
  /** The name of the value type that it refers to. */
  readonly valueType?: string | undefined
  readonly description?: string | undefined
  readonly anyOf?: readonly ValueSchema[]
  readonly items?: ValueSchema
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly additionalProperties?: ValueSchema
}

const VALUE_TYPES = 'value-types.json#/$defs/'

/** Follows the references of an option's schema. What stands beside a reference goes first. */
export function expand(schema: Schema, documents: SchemaDocuments): ValueSchema {
  const { $ref, anyOf, items, properties, additionalProperties, ...own } = schema
  const base: ValueSchema = $ref === undefined ? {} : expand(documents.resolve($ref), documents)
  const isOfType = $ref?.startsWith(VALUE_TYPES)
  const valueType = isOfType ? $ref?.slice(VALUE_TYPES.length) : base.valueType
  const annotations = { ...base['x-ecconf'], ...own['x-ecconf'] }
  const inner = (of: Schema) => expand(of, documents)
  return {
    ...base,
    // What a value type says of itself is not what an option says of itself.
    ...(isOfType && { description: undefined }),
    ...own,
    ...(valueType !== undefined && { valueType }),
    'x-ecconf': annotations,
    ...(anyOf && { anyOf: anyOf.map(inner) }),
    ...(items && { items: inner(items) }),
    ...(properties && { properties: mapValues(properties, inner) }),
    ...(additionalProperties && { additionalProperties: inner(additionalProperties) }),
  }
}

/** What of a schema decides whether a value is valid; words for people are left out. */
export function bareSchema(schema: ValueSchema): object {
  const { anyOf, items, properties, additionalProperties, type } = schema
  const { enum: words, pattern, minItems, maxItems, minimum, maximum } = schema
  const conditions = { pattern, minItems, maxItems, minimum, maximum }
  return withoutUndefined({
    // The types of its words follow from an enumeration.
    ...(words === undefined ? { type } : { enum: words }),
    ...conditions,
    anyOf: anyOf?.map(bareSchema),
    items: items && bareSchema(items),
    properties: properties && mapValues(properties, bareSchema),
    additionalProperties: additionalProperties && bareSchema(additionalProperties),
  })
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function withoutUndefined(record: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
