import { parseValue } from '../../config/index.js'
import { encodeString, runsInto, type Source, type ValueView } from '../../syntax/index.js'

/** What is written without quotes in new text (language spec 11): numbers and identifiers. */
const PLAIN = /^(?:[A-Za-z_][A-Za-z0-9_-]*|[-+]?[0-9]+(?:\.[0-9]+)?|0[xX][0-9a-fA-F]+)$/

/**
 * The text of a value that takes another one's place: as typed when it is one value, so that a
 * value can be put back as it was; else a string.
 */
export function replacingValue(typed: string): string {
  return parseValue(typed)?.text ?? encodeString(typed)
}

/**
 * A value as it is written before an index of a text: in quotes where it would run into what stands
 * there without a blank.
 * @param value one well-formed value
 */
export function valueBefore(value: string, { text }: Source, index: number): string {
  if (!runsInto(value, text, index)) return value
  const scalar = parseValue(value)
  return scalar?.type === 'scalar' ? encodeString(scalar.value) : value
}

/**
 * The text of a value in a new statement: like one that replaces another, but in the form that the
 * documents use for new text.
 * @param newline of the file
 */
export function newValue(typed: string, newline: string): string {
  const value = parseValue(typed)
  if (value === undefined) return encodeString(typed)
  if (value.type !== 'scalar') return withNewlines(value, newline)
  return value.quoted || PLAIN.test(value.value) ? value.text : encodeString(value.value)
}

/** Inside of a string, line ends are data. */
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
