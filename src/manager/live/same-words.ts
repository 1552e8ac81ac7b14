import type { ValueView } from '../../syntax/index.js'

/**
 * Whether two values consist of the same words, as written: only blanks and comments between them may
 * differ.
 */
export function isSameWords(a: ValueView, b: ValueView): boolean {
  if (a.type === 'array' && b.type === 'array') {
    return areSame(a.elements, b.elements)
  }
  if (a.type === 'dictionary' && b.type === 'dictionary') {
    const keys = (entries: typeof a.entries) => JSON.stringify(entries.map(({ key }) => key))
    const values = (entries: typeof a.entries) => entries.flatMap(({ value }) => value ?? [])
    return keys(a.entries) === keys(b.entries) && areSame(values(a.entries), values(b.entries))
  }
  return a.type === 'scalar' && b.type === 'scalar' && a.text === b.text
}

function areSame(a: readonly ValueView[], b: readonly ValueView[]): boolean {
  return a.length === b.length && a.every((each, index) => isSameWords(each, b[index] as ValueView))
}
