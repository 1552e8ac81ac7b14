import {
  encodeString,
  type Range,
  type ScalarView,
  type TextEdit,
  type ValueView,
} from '../../syntax/index.js'

/** The scalars in a value, the elements and entries of what is none; keys are none. */
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

/** The words without quotes in an option's value that a test is true for; keys are none. */
export function bareWords(value: ValueView, test: (word: string) => boolean): ScalarView[] {
  if (value.type === 'scalar') return !value.quoted && test(value.text) ? [value] : []
  return [...eachScalar(value)].filter((scalar) => !scalar.quoted && test(scalar.text))
}

/** The edits that put a word in quotes; where they can, they leave the word itself alone. */
export function quotingEdits({ start, end, text }: ScalarView): TextEdit[] {
  const string = encodeString(text)
  if (string !== `"${text}"`) return [{ start, end, text: string }]
  return [
    { start, end: start, text: '"' },
    { start: end, end, text: '"' },
  ]
}

/** A part of a scalar's text; all of it where escapes make the places differ. */
export function placeWithin(scalar: ScalarView, start: number, end: number): Range {
  const { text, value, quoted: isQuoted } = scalar
  if ((isQuoted ? text.slice(1, -1) : text) !== value) return scalar
  const first = scalar.start + Number(isQuoted)
  return { start: first + start, end: first + end }
}
