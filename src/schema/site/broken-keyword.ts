import { listed } from '../../diagnostics/index.js'

/** A keyword of a site's schema that a value does not satisfy, with what ajv calls its parameters. */
export interface BrokenKeyword {
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * What a site's schema asks of a subject, in one line and without the values, some of which are
 * secrets.
 */
export function sentence(subject: string, { keyword, params }: BrokenKeyword): string {
  const limit = String(params.limit)
  switch (keyword) {
    case 'type':
      return `${subject} must be ${typeWords(params.type)}`
    case 'enum':
      return `${subject} must be one of ${listed((params.allowedValues as unknown[]).map(shown))}`
    case 'const':
      return `${subject} must be ${shown(params.allowedValue)}`
    case 'required':
      return `${subject} lacks ${JSON.stringify(String(params.missingProperty))}`
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'not':
    case 'false schema':
      return `${subject} is not allowed here`
    case 'minimum':
      return `${subject} must be at least ${limit}`
    case 'maximum':
      return `${subject} must be at most ${limit}`
    case 'exclusiveMinimum':
      return `${subject} must be more than ${limit}`
    case 'exclusiveMaximum':
      return `${subject} must be less than ${limit}`
    case 'multipleOf':
      return `${subject} must be a multiple of ${String(params.multipleOf)}`
    case 'minLength':
      return `${subject} must have at least ${limit} characters`
    case 'maxLength':
      return `${subject} must have at most ${limit} characters`
    case 'minItems':
    case 'minProperties':
      return `${subject} must have at least ${limit} of them`
    case 'maxItems':
    case 'maxProperties':
      return `${subject} must have at most ${limit} of them`
    case 'uniqueItems':
      return `${subject} has the same element twice`
    case 'pattern':
      return `${subject} must match ${String(params.pattern)}`
    case 'contains':
      return `${subject} lacks an element that must be there`
    case 'dependentRequired':
      return `${subject} lacks ${JSON.stringify(String(params.missingProperty))}, which must stand beside ${JSON.stringify(String(params.property))}`
    default:
      return `${subject} is not as ${JSON.stringify(keyword)} of the schema wants it`
  }
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  object: 'a dictionary',
  string: 'text',
}

function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : [type]
  return types.map((each) => TYPES[String(each)] ?? String(each)).join(' or ')
}

function shown(value: unknown): string {
  return JSON.stringify(value)
}
