import type { JsonValue } from '../data.js'
import type { ScalarRule, ValueRule } from '../value-rule.js'
import type { SchemaPart } from './schema-part.js'

/** The rule for turning the text of a value into the JSON that a site's schema expects. */
export function valueRule(schema: SchemaPart): ValueRule {
  const types = typesOf(schema)
  const rule = { type: types.join(' or ') || 'any', expected: '', validator: '' }
  if (types.includes('array')) {
    return { ...rule, element: scalarRule(schema.at('items').resolved()), anyLength: true }
  }
  if (types.includes('object')) {
    return { ...rule, entry: scalarRule(schema.at('additionalProperties').resolved()) }
  }
  return { ...rule, scalar: scalarRule(schema) }
}

function scalarRule(schema: SchemaPart): ScalarRule {
  const types = typesOf(schema)
  const as = [
    ...(types.includes('boolean') ? ['b'] : []),
    ...(types.includes('integer') ? ['i'] : []),
    ...(types.includes('number') ? ['n'] : []),
  ].join('')
  return { type: types.join(' or ') || 'any', as, sure: '' }
}

function typesOf({ keywords }: SchemaPart): readonly string[] {
  const { type, enum: words, const: word } = keywords
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type.map(String)
  // The words of an enumeration have types too.
  const values = Array.isArray(words) ? words : word === undefined ? [] : [word]
  return [...new Set(values.map(typeOfValue))]
}

function typeOfValue(value: JsonValue): string {
  if (Array.isArray(value)) return 'array'
  return value !== null && typeof value === 'object' ? 'object' : typeof value
}
