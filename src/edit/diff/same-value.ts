import { elementsOf } from '../../config/printing/value-parts.js'
import { entryKey, ruleOf } from '../../schema/rules.js'
import { booleanOf, integerOf, numberOf } from '../../schema/scalars.js'
import type { OptionType } from '../../schema/types.js'
import type { DictionaryView, ScalarView, ValueView } from '../../syntax/index.js'

/**
 * Whether two values mean the same to the product (language spec 2.4 and 2.5), regardless of
 * quotes, the words for a boolean, the base of an integer, blanks and commas in an array, and the
 * order of keys in a dictionary.
 * @param type of the option; undefined for an unknown option, whose words are compared as text
 */
export function sameValue(type: OptionType | undefined, a: ValueView, b: ValueView): boolean {
  return a.text === b.text || meaningOf(type, a) === meaningOf(type, b)
}

/** A text that is equal for values that mean the same, and for no others; as `sameValue` compares. */
export function meaningOf(type: OptionType | undefined, value: ValueView): string {
  return JSON.stringify(valueMeaning(type, value))
}

type Meaning = string | number | boolean | readonly Meaning[] | { readonly entries: Meaning }

function valueMeaning(type: OptionType | undefined, value: ValueView): Meaning {
  if (value.type === 'dictionary') return entriesMeaning(type, value)
  // A scalar counts as an array of one only for options that take arrays (language spec 2.2, B17).
  const takesArray = type?.shape === 'array' || type?.shape === 'either'
  if (value.type === 'scalar' && !takesArray) return scalarMeaning(type?.type, value)
  return elementsOf(value).map((element) => partMeaning(type, element))
}

/** The entries in the order of their keys; the last value of a repeated key counts (language spec 2.5). */
function entriesMeaning(type: OptionType | undefined, { entries }: DictionaryView): Meaning {
  const rule = ruleOf(type)
  const known = new Map<string, Meaning>()
  for (const { key, value } of entries) {
    const name = rule === undefined ? key : entryKey(rule, key)
    // What has no value is another thing than a key that is not there.
    known.set(name, value === undefined ? [] : [partMeaning(type, value)])
  }
  return { entries: [...known].sort(([a], [b]) => (a < b ? -1 : 1)) }
}

/**
 * The meaning of a part of an array or a dictionary. Nested lists have no type, because nobody uses
 * them.
 */
function partMeaning(type: OptionType | undefined, value: ValueView): Meaning {
  return value.type === 'scalar'
    ? scalarMeaning(type?.element, value)
    : valueMeaning(undefined, value)
}

/** @param type name of the value type */
function scalarMeaning(type: string | undefined, { value }: ScalarView): Meaning {
  return READERS[type ?? '']?.(value) ?? value
}

/**
 * Types with several spellings of a value. Modes are compared as text, since the 0 may be missing.
 */
const READERS: Readonly<Record<string, (text: string) => boolean | number | undefined>> = {
  boolean: booleanOf,
  integer: integerOf,
  size: integerOf,
  time_interval: integerOf,
  port: integerOf,
  number: numberOf,
}
