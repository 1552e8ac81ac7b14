import {
  encodeString,
  type Range,
  type ScalarView,
  type TextEdit,
  type ValueView,
} from '../../syntax/index.js'

/** All scalars in a value, at any depth; dictionary keys are not included. */
export function* eachScalar(value: ValueView): IterableIterator<ScalarView> {
  switch (value.type) {
    case 'scalar':
      yield value
      break
    case 'array':
      for (const element of value.elements) yield* eachScalar(element)
      break
    case 'dictionary':
      for (const entry of value.entries) {
        if (entry.value !== undefined) yield* eachScalar(entry.value)
      }
      break
  }
}

/** The unquoted words in a value that pass a test; dictionary keys are not included. */
export function bareWords(value: ValueView, test: (word: string) => boolean): ScalarView[] {
  if (value.type === 'scalar') return !value.quoted && test(value.text) ? [value] : []
  return [...eachScalar(value)].filter((scalar) => !scalar.quoted && test(scalar.text))
}

/** The edits that put a word in quotes, without touching the word itself if possible. */
export function quotingEdits({ start, end, text }: ScalarView): TextEdit[] {
  const string = encodeString(text)
  if (string !== `"${text}"`) return [{ start, end, text: string }]
  return [
    { start, end: start, text: '"' },
    { start: end, end, text: '"' },
  ]
}

/** The range of a part of a scalar's value; the whole scalar if escapes shift the offsets. */
export function placeWithin(scalar: ScalarView, start: number, end: number): Range {
  const { text, value, quoted: isQuoted } = scalar
  if ((isQuoted ? text.slice(1, -1) : text) !== value) return scalar
  const first = scalar.start + Number(isQuoted)
  return { start: first + start, end: first + end }
}
