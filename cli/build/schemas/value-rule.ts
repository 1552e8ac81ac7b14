import type { ScalarRule, ValueRule } from '../../../src/schema/value-rule.js'
import { FORMATS, type FormatName } from '../../../src/schema/values/index.js'
import { BuildFailure } from '../failure.js'
import { expectedScalar, expectedValue } from './expected.js'
import type { ValueSchema } from './value-schema.js'

/** What the schema of a value means for texts of the configuration language. */
export function valueRule(schema: ValueSchema, validator: string): ValueRule {
  const forms = formsOf(schema)
  const scalars = forms.filter((form) => !isArray(form) && !isDictionary(form))
  const arrays = forms.filter(isArray)
  const dictionary = forms.find(isDictionary)
  const elements = arrays.flatMap(({ items }) => items ?? [])
  const unit = schema['x-ecconf']?.unit
  return {
    type: typeName(schema),
    expected: expectedValue(schema),
    ...(scalars.length > 0 && { scalar: scalarRule(schema, scalars, unit) }),
    ...(elements[0] && { element: scalarRule(elements[0], elements, unit) }),
    ...(arrays.some(hasAnyLength) && { anyLength: true as const }),
    ...(dictionary && { entry: entryRule(dictionary, unit) }),
    ...(dictionary?.properties && { keys: keyRules(dictionary.properties) }),
    validator,
  }
}

/** @param schema the one that names the type and has the words for it; `forms` are what it allows */
function scalarRule(
  schema: ValueSchema,
  forms: readonly ValueSchema[],
  unit: string | undefined,
): ScalarRule {
  const scalars = forms.flatMap(formsOf).filter((form) => !isArray(form))
  const listed = scalars.flatMap((form) => form.enum ?? [])
  const words = listed.filter((word) => typeof word !== 'number')
  const examples = scalars.flatMap((form) => (isOpen(form) ? (form.examples ?? []) : []))
  const types = scalars.flatMap((form) => (form.enum ? [] : (form.type ?? [])))
  const sure = scalars.filter(isUnconditional).flatMap((form) => form.type ?? [])
  if (words.some((word) => typeof word === 'boolean')) types.push('boolean')
  if (words.length < listed.length) types.push('integer')
  const [format] = scalars.flatMap((form) => form.format ?? [])
  const expected = expectedScalar(schema)
  const ownUnit = unit ?? schema['x-ecconf']?.unit
  return {
    type: typeName(schema),
    as: letters(types).replace('s', ''),
    ...(words.length > 0 && { words }),
    ...(examples.length > 0 && { examples }),
    sure: letters(sure),
    ...(format !== undefined && { format: formatName(format) }),
    ...(expected !== undefined && { expected }),
    ...(ownUnit !== undefined && { unit: ownUnit }),
  }
}

function formatName(format: string): FormatName {
  if (Object.hasOwn(FORMATS, format)) return format as FormatName
  throw new BuildFailure(`Nothing checks the format ${format}`)
}

function entryRule(dictionary: ValueSchema, unit: string | undefined): ScalarRule {
  const values = dictionary.additionalProperties ?? { type: 'string' }
  return scalarRule(values, [values], unit)
}

function keyRules(properties: Readonly<Record<string, ValueSchema>>): Record<string, ScalarRule> {
  const rules = Object.entries(properties).map(
    ([key, schema]) => [key, scalarRule(schema, [schema], undefined)] as const,
  )
  return Object.fromEntries(rules)
}

/** The name of a value's type: of its first alternative, when it has several. */
function typeName(schema: ValueSchema): string {
  if (schema.valueType !== undefined) return schema.valueType
  if (schema.anyOf?.[0] !== undefined) return typeName(schema.anyOf[0])
  if (isDictionary(schema)) return 'dictionary'
  return isArray(schema) ? 'array' : 'string'
}

function isOpen(schema: ValueSchema): boolean {
  return schema.valueType === 'open_enum'
}

/** The alternatives of a schema, or the schema itself when it has none. */
function formsOf(schema: ValueSchema): readonly ValueSchema[] {
  return schema.anyOf?.flatMap(formsOf) ?? [schema]
}

function isArray(schema: ValueSchema): boolean {
  return schema.type === 'array'
}

function isDictionary(schema: ValueSchema): boolean {
  return schema.type === 'object'
}

function hasAnyLength(array: ValueSchema): boolean {
  return array.minItems === undefined && array.maxItems === undefined
}

/** Whether a schema takes every value of its type. */
function isUnconditional({ enum: words, pattern, minimum, maximum }: ValueSchema): boolean {
  return [words, pattern, minimum, maximum].every((condition) => condition === undefined)
}

function letters(types: readonly string[]): string {
  return [...new Set(types)].map((type) => type.charAt(0)).join('')
}
