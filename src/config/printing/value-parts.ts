import { entryKey, ruleOf } from '../../schema/rules.js'
import type { OptionType } from '../../schema/types.js'
import type { EntryView, ValueView } from '../../syntax/index.js'

/** The elements of an array; a scalar counts as an array of one (language spec 2.2, B17). */
export function elementsOf(value: ValueView | undefined): readonly ValueView[] {
  if (value === undefined) return []
  return value.type === 'array' ? value.elements : [value]
}

/** Whether two elements have the same value, whatever their quotes. */
export function isSameValue(a: ValueView, b: ValueView): boolean {
  return a.type === 'scalar' && b.type === 'scalar' ? a.value === b.value : a.text === b.text
}

/**
 * Whether two keys are equal: known keys compare without case, others exactly (language spec 2.5).
 */
export function isSameKey(type: OptionType | undefined, a: string, b: string): boolean {
  const rule = ruleOf(type)
  return a === b || (rule !== undefined && entryKey(rule, a) === entryKey(rule, b))
}

/** The entries of a dictionary with a key; the last one counts. */
export function entriesWithKey(
  type: OptionType | undefined,
  value: ValueView | undefined,
  key: string,
): EntryView[] {
  if (value?.type !== 'dictionary') return []
  return value.entries.filter((entry) => isSameKey(type, entry.key, key))
}
