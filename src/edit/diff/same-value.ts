import { elementsOf, isSameKey } from '../../config/printing/value-parts.js'
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
  if (a.type === 'dictionary' || b.type === 'dictionary') {
    return a.type === b.type && sameEntries(type, a as DictionaryView, b as DictionaryView)
  }
  if (a.type === 'scalar' && b.type === 'scalar') return sameScalar(type?.type, a, b)
  // A scalar counts as an array of one only for options that take arrays (language spec 2.2, B17).
  const takesArray = type?.shape === 'array' || type?.shape === 'either'
  if (a.type !== b.type && !takesArray) return false
  return sameElements(type, elementsOf(a), elementsOf(b))
}

function sameElements(
  type: OptionType | undefined,
  a: readonly ValueView[],
  b: readonly ValueView[],
): boolean {
  return (
    a.length === b.length &&
    a.every((element, index) => samePart(type, element, b[index] as ValueView))
  )
}

/** Compares entries; the last value of a repeated key counts (language spec 2.5). */
function sameEntries(type: OptionType | undefined, a: DictionaryView, b: DictionaryView): boolean {
  return holdsAll(type, a, b) && holdsAll(type, b, a)
}

function holdsAll(type: OptionType | undefined, a: DictionaryView, b: DictionaryView): boolean {
  return b.entries.every(({ key }) => {
    const [ours, theirs] = [a, b].map(
      ({ entries }) => entries.findLast((entry) => isSameKey(type, entry.key, key))?.value,
    )
    if (ours === undefined || theirs === undefined) return ours === theirs
    return samePart(type, ours, theirs)
  })
}

/**
 * Compares parts of arrays or dictionaries. Nested lists have no type, because nobody uses them.
 */
function samePart(type: OptionType | undefined, a: ValueView, b: ValueView): boolean {
  if (a.type === 'scalar' && b.type === 'scalar') return sameScalar(type?.element, a, b)
  return sameValue(undefined, a, b)
}

/** @param type name of the value type */
function sameScalar(type: string | undefined, a: ScalarView, b: ScalarView): boolean {
  if (a.value === b.value) return true
  const read = READERS[type ?? '']
  const meant = read?.(a.value)
  return meant !== undefined && meant === read?.(b.value)
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
