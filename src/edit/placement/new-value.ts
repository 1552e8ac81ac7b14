import { parseValue } from '../../config/index.js'
import { encodeString, runsInto, type Source, type ValueView } from '../../syntax/index.js'

/**
 * Matches values written without quotes in new text (language spec 11): numbers and identifiers.
 */
const PLAIN = /^(?:[A-Za-z_][A-Za-z0-9_-]*|[-+]?[0-9]+(?:\.[0-9]+)?|0[xX][0-9a-fA-F]+)$/

/**
 * The text of a value that replaces another one: as typed if it is a single value, so that an old
 * value can be restored exactly; otherwise as a string.
 */
export function replacingValue(typed: string): string {
  return parseValue(typed)?.text ?? encodeString(typed)
}

/**
 * The text of a value before an index of a text: in quotes if it would merge with the text there.
 * @param value one well-formed value
 */
export function valueBefore(value: string, { text }: Source, index: number): string {
  if (!runsInto(value, text, index)) return value
  const scalar = parseValue(value)
  return scalar?.type === 'scalar' ? encodeString(scalar.value) : value
}

/**
 * The text of a value in a new statement: as `replacingValue`, but quoted as in the product's
 * documents (language spec 11).
 * @param newline of the file
 */
export function newValue(typed: string, newline: string): string {
  const value = parseValue(typed)
  if (value === undefined) return encodeString(typed)
  if (value.type !== 'scalar') return withNewlines(value, newline)
  return value.quoted || PLAIN.test(value.value) ? value.text : encodeString(value.value)
}

/** A value with the newlines of the file, except within strings, where they are data. */
function withNewlines(value: ValueView, newline: string): string {
  const { tokens, source } = value.tree
  let text = ''
  let at = value.start
  for (let token = 0; token < tokens.count; token++) {
    const start = tokens.start[token] as number
    const end = tokens.end[token] as number
    if (start < value.start || end > value.end) continue
    text += source.text.slice(at, start).replace(/\r?\n/g, newline) + source.text.slice(start, end)
    at = end
  }
  return text
}
