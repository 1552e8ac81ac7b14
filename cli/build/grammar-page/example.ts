/** A text, and the part of it that is meant. */
export interface Example {
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Reads an example in which `«` and `»` stand around the part that is meant.
 *
 * @throws Error when they do not
 */
export function example(marked: string): Example {
  const pieces = marked.split(/[«»]/)
  const [before, part, after] = pieces
  if (pieces.length !== 3 || before === undefined || part === undefined || after === undefined) {
    throw new Error(`an example needs one part between « and »: ${marked}`)
  }
  return { text: before + part + after, start: before.length, end: before.length + part.length }
}
