import type { ArrayView, DictionaryView, ValueView } from '../syntax/index.js'
import type { JsonValue } from './data.js'
import { entryKey, entryRule, ruleOf } from './rules.js'
import { booleanOf, integerOf, numberOf } from './scalars.js'
import type { OptionType } from './types.js'
import type { ScalarRule, ValueRule } from './value-rule.js'

/**
 * The JSON of a written value. Boolean words become true and false, integers and numbers become
 * numbers, words of an enumeration get the spelling of the schema, and a scalar for an array option
 * becomes an array of one (language spec 2.2, B17). Text that does not fit its type stays text, so
 * that the schema rejects it. For an unknown option everything is text.
 */
export function toJson(type: OptionType | undefined, value: ValueView): JsonValue {
  const rule = ruleOf(type)
  return rule === undefined ? untyped(value) : valueJson(rule, value)
}

/** The JSON of a value according to its rule. */
export function valueJson(rule: ValueRule, value: ValueView): JsonValue {
  switch (value.type) {
    case 'scalar':
      if (rule.scalar !== undefined) return scalarJson(rule.scalar, value.value)
      return rule.element === undefined ? value.value : [scalarJson(rule.element, value.value)]
    case 'array':
      return arrayJson(value, rule.element)
    case 'dictionary':
      return dictionaryJson(value, rule)
  }
}

function untyped(value: ValueView): JsonValue {
  switch (value.type) {
    case 'scalar':
      return value.value
    case 'array':
      return arrayJson(value, undefined)
    case 'dictionary':
      return dictionaryJson(value, undefined)
  }
}

function arrayJson(array: ArrayView, rule: ScalarRule | undefined): JsonValue {
  return array.elements.map((element) => elementJson(rule, element))
}

function dictionaryJson(dictionary: DictionaryView, rule: ValueRule | undefined): JsonValue {
  const entries = dictionary.entries.flatMap(({ key, value }): [string, JsonValue][] => {
    if (value === undefined) return []
    if (rule?.entry === undefined) return [[key, untyped(value)]]
    return [[entryKey(rule, key), elementJson(entryRule(rule, key), value)]]
  })
  return Object.fromEntries(entries)
}

function elementJson(rule: ScalarRule | undefined, element: ValueView): JsonValue {
  return rule !== undefined && element.type === 'scalar'
    ? scalarJson(rule, element.value)
    : untyped(element)
}

function scalarJson(rule: ScalarRule, text: string): JsonValue {
  const { as, words } = rule
  if (words !== undefined) {
    if (words.includes(text)) return text
    const lower = text.toLowerCase()
    const word = words.find((word) => typeof word === 'string' && word.toLowerCase() === lower)
    if (word !== undefined) return word
  }
  if (as === '') return text
  const typed =
    (as.includes('b') ? booleanOf(text) : undefined) ??
    (as.includes('i') ? integerOf(text) : undefined) ??
    (as.includes('n') ? numberOf(text) : undefined)
  return typed ?? text
}
