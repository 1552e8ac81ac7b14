import type { OptionFacts } from '../../schema/option-facts.js'
import { ruleOf } from '../../schema/rules.js'
import type { OptionType } from '../../schema/types.js'
import { encodeString } from '../../syntax/index.js'

/** A value of the schemas as configuration text: `true`, `"a b"`, `( "a" "b" )`. */
export function configurationText(value: unknown): string {
  if (Array.isArray(value)) return `( ${value.map(configurationText).join(' ')} )`
  if (typeof value !== 'string') return String(value)
  return /^\w+$/.test(value) ? value : encodeString(value)
}

/** The type of an option in words: `array of domain glob`. */
export function typeText({ type, element, shape }: OptionType): string {
  if (element === undefined || element === type) return kindText(type)
  if (shape === 'either') return `${kindText(element)}, or an array of them`
  return `${kindText(type)} of ${kindText(element)}`
}

const KINDS: Readonly<Record<string, string>> = { enum: 'enumeration', open_enum: 'word' }

function kindText(type: string): string {
  return KINDS[type] ?? type.replaceAll('_', ' ')
}

/** What to write as a value: `an octal mode such as 0640`. Undefined when any text is allowed. */
export function expectedText(type: OptionType): string | undefined {
  const rule = ruleOf(type)
  if (rule === undefined) return undefined
  const { expected, scalar, element, entry } = rule
  if (scalar !== undefined && element === undefined) return informative(expected)
  if (entry !== undefined) return informative(expected)
  const each = informative(element?.expected)
  if (each === undefined) return informative(expected)
  return scalar === undefined ? `an array; each element ${each}` : `${each}, or an array of such`
}

/** Descriptions that hold for any value; a site's schema has none. */
const ANYTHING = new Set([
  '',
  'a single value',
  'a single word',
  'a single value or an array',
  'an array such as ( A B )',
])

function informative(expected: string | undefined): string | undefined {
  return expected === undefined || ANYTHING.has(expected) ? undefined : expected
}

/** The sensible values, if known: `0 or more`. */
export function rangeText([low, high]: NonNullable<OptionFacts['usualRange']>): string {
  if (low === null) return `up to ${high}`
  return high === null ? `${low} or more` : `${low} to ${high}`
}

const SYNTAX: Readonly<Record<string, string>> = {
  semicolon_key_value: 'KEY=VALUE;KEY=VALUE',
  starts_with_220: 'begins with 220',
}

/** The form of a value's text. */
export function syntaxText(syntax: string): string {
  return SYNTAX[syntax] ?? syntax
}
