import { entryKey, ruleOf } from '../../schema/rules.js'
import type { OptionType } from '../../schema/types.js'
import type { EntryView, ValueView } from '../../syntax/index.js'

/** The elements of an array; a scalar stands for an array of one (B17). */
export function elementsOf(value: ValueView | undefined): readonly ValueView[] {
  if (value === undefined) return []
  return value.type === 'array' ? value.elements : [value]
}

/** Whether two elements are the same, however they are quoted. */
export function isSameValue(a: ValueView, b: ValueView): boolean {
  return a.type === 'scalar' && b.type === 'scalar' ? a.value === b.value : a.text === b.text
}

/** Keys that the product knows compare without case, all others as written (language spec 2.5). */
export function isSameKey(type: OptionType | undefined, a: string, b: string): boolean {
  const rule = ruleOf(type)
  return a === b || (rule !== undefined && entryKey(rule, a) === entryKey(rule, b))
}

/** The entries of a dictionary with this key: of several the last one counts. */
export function entriesWithKey(
  type: OptionType | undefined,
  value: ValueView | undefined,
  key: string,
): EntryView[] {
  if (value?.type !== 'dictionary') return []
  return value.entries.filter((entry) => isSameKey(type, entry.key, key))
}
