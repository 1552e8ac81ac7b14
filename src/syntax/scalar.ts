/** How scalars are written (language spec 2.2 and 2.3): decoding, quoting, and what needs quotes. */

/**
 * Characters that a value must be quoted for by the documented rule, and those that nobody should
 * write bare: a semicolon, control characters, and everything beyond ASCII.
 */
const SPECIAL = /[\s#/"'={}[\]();\u0000-\u001f\u007f-\uffff]/

/**
 * The value of a string's text, quotes included. `\"` is a quote and `\\` a backslash; any other
 * backslash stays, so regular expressions need no doubling. A string that was never closed, or that
 * stands in other quotes (both are reported as errors), gives what can be read of it.
 */
export function decodeString(text: string): string {
  const first = text.charCodeAt(0)
  const body = text.slice(1, text.length > 1 && closes(first, text) ? -1 : undefined)
  return body.includes('\\') ? body.replace(/\\(["\\])/g, '$1') : body
}

function closes(open: number, text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  if (open === 0x22 || open === 0x27) return last === open
  return last === 0x22 || (last >= 0x201c && last <= 0x201f) || last === 0xab || last === 0xbb
}

/** A string in double quotes that decodes to `value`; only what must be escaped is. */
export function encodeString(value: string): string {
  return `"${value.replace(/\\(?=["\\]|$)|"/g, '\\$&')}"`
}

/** Whether a value cannot be written as an unquoted word by the documented rule. */
export function needsQuotes(value: string): boolean {
  return value === '' || SPECIAL.test(value) || value.endsWith(',') || value.startsWith(',')
}
