/**
 * How many values a text may have that is parsed as JSON, about: each takes many times the memory of the
 * two bytes that write it. No record of this program has more, no baseline and no plan.
 */
export const MOST_VALUES = 2 ** 21

/**
 * Whether a JSON text has more values than are parsed, told from its marks alone: the beginnings of
 * objects and arrays, and the commas, outside of texts in double quotes. What is no JSON may be either.
 * @param bytes in UTF-8
 */
export function hasTooManyValues(bytes: Uint8Array, most: number = MOST_VALUES): boolean {
  return countValues(bytes, most) > most
}

/** How many values a JSON text has, as `hasTooManyValues` counts; one more than `most` for all above. */
export function countValues(bytes: Uint8Array, most: number = MOST_VALUES): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  let at = 0
  while (at < text.length) {
    const byte = text[at]
    if (byte === QUOTE) {
      at = endOfText(text, at + 1)
    } else if ((byte === COMMA || byte === BRACE || byte === BRACKET) && ++count > most) {
      return count
    }
    at++
  }
  return count
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const BRACE = 0x7b
const BRACKET = 0x5b

/** Where a text in double quotes ends. @param start behind the quote that begins it */
function endOfText(text: Buffer, start: number): number {
  let end = text.indexOf(QUOTE, start)
  while (end >= 0) {
    let escapes = 0
    while (end - escapes > start && text[end - escapes - 1] === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
    end = text.indexOf(QUOTE, end + 1)
  }
  return text.length
}
