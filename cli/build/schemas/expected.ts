import type { ValueSchema } from './value-schema.js'

/** What to say was expected where a scalar of this schema should stand; undefined for no words. */
export function expectedScalar(schema: ValueSchema): string | undefined {
  const { anyOf, minimum, maximum } = schema
  const { expected, unit } = schema['x-ecconf'] ?? {}
  if (schema.enum !== undefined) {
    const words = schema.enum.map(quoted)
    return words.length > 2 ? `one of ${listed(words)}` : listed(words)
  }
  if (anyOf !== undefined && expected === undefined) {
    return listed(anyOf.flatMap((form) => form.enum?.map(quoted) ?? expectedScalar(form) ?? []))
  }
  const phrase = expected?.replace('{unit}', unit ?? '')
  if (phrase === undefined || minimum === undefined || schema.valueType === 'port') return phrase
  const kind = phrase.replace(/ such as .*/, '')
  return maximum === undefined
    ? `${kind}, ${minimum} or more`
    : `${kind} from ${minimum} to ${maximum}`
}

/** What to say was expected where a value of this schema should stand. */
export function expectedValue(schema: ValueSchema): string {
  const expected = expectedScalar(schema)
  if (expected !== undefined && expected !== '') return expected
  if (schema.type === 'object') return 'a dictionary such as [ key = value ]'
  if (schema.minItems === undefined) return 'an array such as ( A B )'
  const bounds = schema.items?.valueType === 'throttle' ? '( "10" "60/3" )' : '( 20 80 )'
  return `a lower and an upper bound such as ${bounds}`
}

/** `"a", "b" or "c"` */
function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`
}

function quoted(word: string | boolean | number): string {
  return typeof word === 'string' ? `"${word}"` : String(word)
}
