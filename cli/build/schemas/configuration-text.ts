import { encodeString } from '../../../src/syntax/index.js'
import type { ValueSchema } from './value-schema.js'

/** A default as it would be written in a configuration file. */
export function configurationText(value: unknown, schema: ValueSchema): string {
  if (Array.isArray(value)) {
    const elements = value.map((element) => configurationText(element, schema.items ?? {}))
    return elements.length === 0 ? '()' : `( ${elements.join(' ')} )`
  }
  // A mode stands without quotes, as in the documents.
  if (typeof value !== 'string' || schema.valueType === 'octal_mode') return String(value)
  return encodeString(value)
}
