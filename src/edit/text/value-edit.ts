import type { Document } from '../../../grammar/index.js'
import { parseValue } from '../../config/index.js'
import { elementsOf, entriesWithKey, isSameValue } from '../../config/printing/value-parts.js'
import type { OptionType } from '../../schema/types.js'
import type {
  ArrayView,
  DictionaryView,
  EntryView,
  TextEdit,
  ValueView,
} from '../../syntax/index.js'
import { addPart, type List } from '../lists/list-edit.js'
import { removeParts } from '../lists/list-removal.js'
import { elementLike, keyText, newValue, valueBefore } from '../placement/new-value.js'

/**
 * Edits of a value in place. Undefined: the value is as requested already; `wrong-form`: the value
 * is not an array, or not a dictionary.
 */
export type ValueEdits = readonly TextEdit[] | undefined | 'wrong-form'

/** Adds an element to an array; a scalar becomes an array (language spec 2.2, B17). */
export function addElement(document: Document, value: ValueView, given: ValueView): ValueEdits {
  if (value.type === 'dictionary') return 'wrong-form'
  const elements = elementsOf(value)
  if (elements.some((element) => isSameValue(element, given))) return undefined
  const { ownNewline: newline } = document.source
  const text =
    given.type === 'scalar' ? elementLike(given, elements) : newValue(given.text, { newline })
  if (value.type === 'array') return [addPart(document, arrayList(value), text)]
  const { start, end } = value
  return [
    { start, end: start, text: '( ' },
    { start: end, end, text: ` ${text} )` },
  ]
}

/** Removes all occurrences of an element from an array. */
export function removeElement(document: Document, value: ValueView, given: ValueView): ValueEdits {
  if (value.type === 'dictionary') return 'wrong-form'
  const removed = elementsOf(value).filter((element) => isSameValue(element, given))
  if (removed.length === 0) return undefined
  const { start, end } = value
  if (value.type === 'scalar') return [{ start, end, text: '()' }]
  return removeParts(document, arrayList(value), removed)
}

/**
 * Sets the value of a key in a dictionary.
 * @param typed the value, as typed
 */
export function setKey(
  document: Document,
  type: OptionType | undefined,
  value: ValueView,
  key: string,
  typed: string,
): ValueEdits {
  if (value.type !== 'dictionary') return 'wrong-form'
  const { ownNewline: newline } = document.source
  const entry = entriesWithKey(type, value, key).at(-1)
  if (entry?.value !== undefined) {
    const { start, end } = entry.value
    const written = valueBefore(
      newValue(typed, { newline, old: entry.value }),
      document.source,
      end,
    )
    return entry.value.text === written ? undefined : [{ start, end, text: written }]
  }
  const given = parseValue(typed)
  const others = value.entries.flatMap((each) => each.value ?? [])
  const text = given?.type === 'scalar' ? elementLike(given, others) : newValue(typed, { newline })
  return [addPart(document, dictionaryList(value), entryText(document, value, key, text))]
}

/** Removes a key from a dictionary. */
export function unsetKey(
  document: Document,
  type: OptionType | undefined,
  value: ValueView,
  key: string,
): ValueEdits {
  if (value.type !== 'dictionary') return 'wrong-form'
  const removed = entriesWithKey(type, value, key)
  if (removed.length === 0) return undefined
  return removeParts(document, dictionaryList(value), removed)
}

function arrayList(array: ArrayView): List {
  return { ...inside(array), parts: array.elements }
}

function dictionaryList(dictionary: DictionaryView): List {
  return { ...inside(dictionary), parts: dictionary.entries }
}

function inside({ open, close, end, tokenLimit }: ArrayView | DictionaryView): Omit<List, 'parts'> {
  return {
    start: open.end,
    end: close?.start ?? end,
    firstToken: open.token + 1,
    tokenLimit: close?.token ?? tokenLimit,
  }
}

/**
 * The text of an entry, with the blanks around `=` of the last one, or aligned as the others are.
 */
function entryText(
  { source }: Document,
  { entries }: DictionaryView,
  key: string,
  text: string,
): string {
  const gaps = entries.flatMap((entry) => gapsOf(source.text, entry))
  const last = gaps.at(-1)
  const name = keyText(key)
  if (last === undefined) return `${name} = ${text}`
  const widths = new Set(gaps.map(({ width }) => width))
  const befores = new Set(gaps.map(({ before }) => before))
  if (widths.size === 1 && befores.size > 1) {
    return `${name.padEnd(last.width - 1)} =${last.after}${text}`
  }
  const before = befores.size > 1 || last.before.length > 1 ? ' ' : last.before
  return `${name}${before}=${last.after}${text}`
}

function gapsOf(text: string, { keyToken, equals, value }: EntryView) {
  if (equals === undefined || value === undefined) return []
  const before = text.slice(keyToken.end, equals.start)
  const after = text.slice(equals.end, value.start)
  if (!/^[ \t]*$/.test(before + after)) return []
  return [{ before, after, width: equals.start - keyToken.start }]
}
