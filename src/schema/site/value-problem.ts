import type { Range, ValueView } from '../../syntax/index.js'
import type { JsonValue } from '../data.js'
import { toJson } from '../json.js'
import type { OptionType } from '../types.js'
import { asksOf } from './asks.js'
import type { BrokenKeyword } from './broken-keyword.js'
import type { SchemaPart } from './schema-part.js'
import { annotationOf, isObject, type SiteAnnotation } from './site-schema.js'

/** What a value is against in the schema that a site has for its option. */
export interface SiteProblem extends Range, BrokenKeyword {
  /** The name of the schema for users, and the place of the keyword in it. */
  readonly name: string
  readonly pointer: string
  readonly annotation: SiteAnnotation
  readonly description: string | undefined
}

/**
 * The first thing in a site's schemas that a value of an option is against, of what they say about
 * one value: types, words, bounds, lengths and patterns, also of elements and entries. Conditions
 * and choices need the whole document and are for `checkSiteSchemas`.
 * @param parts look only at elements and entries, because the value is not the whole one
 */
export function siteProblem(
  option: OptionType,
  value: ValueView,
  { parts = false } = {},
): SiteProblem | undefined {
  for (const schema of asksOf(option)) {
    const found = problemIn({ schema, json: toJson(option, value), at: value }, parts)
    if (found !== undefined) return found
  }
  return undefined
}

interface Checked {
  readonly schema: SchemaPart
  readonly json: JsonValue
  /** Where the value stands. */
  readonly at: ValueView
}

function problemIn(checked: Checked, onlyParts = false): SiteProblem | undefined {
  const schema = checked.schema.resolved()
  const { at, json } = checked
  const broken = onlyParts ? undefined : brokenKeyword(schema, json)
  if (broken !== undefined) {
    const { keywords, name, pointer } = schema
    return {
      ...broken,
      start: at.start,
      end: at.end,
      name,
      pointer: `${pointer}/${broken.keyword}`,
      annotation: annotationOf(keywords),
      description: typeof keywords.description === 'string' ? keywords.description : undefined,
    }
  }
  for (const part of partsOf({ ...checked, schema })) {
    const found = problemIn(part)
    if (found !== undefined) return found
  }
  const { allOf } = schema.keywords
  for (const index of Array.isArray(allOf) ? allOf.keys() : []) {
    const found = problemIn({ ...checked, schema: schema.at('allOf', String(index)) }, onlyParts)
    if (found !== undefined) return found
  }
  return undefined
}

/** The elements of an array and the entries of a dictionary, with the schemas for them. */
function partsOf({ schema, json, at }: Checked): Checked[] {
  const { items, additionalProperties, properties } = schema.keywords
  if (Array.isArray(json)) {
    // A scalar for an array option is its only element.
    const elements = at.type === 'array' ? at.elements : [at]
    if (!isObject(items)) return []
    return elements.map((element, index) => ({
      schema: schema.at('items'),
      json: json[index] as JsonValue,
      at: element,
    }))
  }
  if (at.type !== 'dictionary' || !isObject(json)) return []
  return at.entries.flatMap(({ key, value }): Checked[] => {
    if (value === undefined || json[key] === undefined) return []
    const isNamed = isObject(properties) && Object.hasOwn(properties, key)
    const entry = isNamed ? schema.at('properties', key) : schema.at('additionalProperties')
    if (!isNamed && !isObject(additionalProperties)) return []
    return [{ schema: entry, json: json[key], at: value }]
  })
}

/** The first keyword of one schema that a value breaks, with the parameters that ajv gives it. */
function brokenKeyword({ keywords }: SchemaPart, json: JsonValue): BrokenKeyword | undefined {
  for (const [keyword, check] of Object.entries(CHECKS)) {
    const wanted = keywords[keyword]
    if (wanted === undefined) continue
    const params = check(wanted, json)
    if (params !== undefined) return { keyword, params }
  }
  return undefined
}

/** @returns the parameters when the value breaks the keyword */
type Check = (wanted: JsonValue, json: JsonValue) => BrokenKeyword['params'] | undefined

const CHECKS: Readonly<Record<string, Check>> = {
  type: (type, json) => {
    const types = Array.isArray(type) ? type : [type]
    return types.some((each) => hasType(json, each)) ? undefined : { type }
  },
  enum: (allowedValues, json) =>
    !Array.isArray(allowedValues) || allowedValues.some((each) => isSame(each, json))
      ? undefined
      : { allowedValues },
  const: (allowedValue, json) => (isSame(allowedValue, json) ? undefined : { allowedValue }),
  minimum: bound((number, limit) => number >= limit),
  maximum: bound((number, limit) => number <= limit),
  exclusiveMinimum: bound((number, limit) => number > limit),
  exclusiveMaximum: bound((number, limit) => number < limit),
  minLength: length((json) => (typeof json === 'string' ? [...json].length : undefined), 'min'),
  maxLength: length((json) => (typeof json === 'string' ? [...json].length : undefined), 'max'),
  minItems: length((json) => (Array.isArray(json) ? json.length : undefined), 'min'),
  maxItems: length((json) => (Array.isArray(json) ? json.length : undefined), 'max'),
  minProperties: length((json) => (isObject(json) ? Object.keys(json).length : undefined), 'min'),
  maxProperties: length((json) => (isObject(json) ? Object.keys(json).length : undefined), 'max'),
  pattern: (pattern, json) => {
    if (typeof json !== 'string' || typeof pattern !== 'string') return undefined
    const expression = compiled(pattern)
    return expression === undefined || expression.test(json) ? undefined : { pattern }
  },
}

function bound(isWithin: (number: number, limit: number) => boolean): Check {
  return (limit, json) =>
    typeof json !== 'number' || typeof limit !== 'number' || isWithin(json, limit)
      ? undefined
      : { limit }
}

function length(of: (json: JsonValue) => number | undefined, which: 'min' | 'max'): Check {
  return (limit, json) => {
    const number = of(json)
    if (number === undefined || typeof limit !== 'number') return undefined
    return (which === 'min' ? number >= limit : number <= limit) ? undefined : { limit }
  }
}

/** A pattern as ajv compiles it; undefined for what is no expression, of which ajv tells. */
function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}

function hasType(json: JsonValue, type: JsonValue): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(json)
    case 'object':
      return isObject(json)
    case 'null':
      return json === null
    case 'integer':
      return Number.isInteger(json)
    default:
      return typeof json === type
  }
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
