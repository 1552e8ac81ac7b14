/** How scalars are written (language spec 2.2 and 2.3). */

/**
 * Matches characters that must be quoted by the documented rule (language spec 2.2), and others
 * that should be: semicolons, control characters, and everything outside ASCII.
 */
const SPECIAL = /[\s#/"'={}[\]();\u0000-\u001f\u007f-\uffff]/

/**
 * Decodes the text of a string with its quotes. `\"` is a quote and `\\` a backslash; any other
 * backslash stays, so that regular expressions need no doubling (language spec 2.3). Of an unclosed
 * string, or one in other quotes, both reported as errors, the readable part is returned.
 */
export function decodeString(text: string): string {
  const first = text.charCodeAt(0)
  const body = text.slice(1, text.length > 1 && closes(first, text) ? -1 : undefined)
  return body.includes('\\') ? body.replace(/\\(["\\])/g, '$1') : body
}

function closes(open: number, text: string): boolean {
  const last = text.charCodeAt(text.length - 1)
  if (open === 0x22 || open === 0x27 || open === 0x60) return last === open
  return last === 0x22 || (last >= 0x201c && last <= 0x201f) || last === 0xab || last === 0xbb
}

/** A double-quoted string that decodes to `value`, with as few escapes as possible. */
export function encodeString(value: string): string {
  return `"${value.replace(/\\(?=["\\]|$)|"/g, '\\$&')}"`
}

/** Whether a value must be quoted by the documented rule (language spec 2.2). */
export function needsQuotes(value: string): boolean {
  return value === '' || SPECIAL.test(value) || value.endsWith(',') || /^[,`]/.test(value)
}

/**
 * Whether a word that needs no quotes by the documented rule is an address, a host name, a wildcard
 * or a port, which the documents of the product quote (language spec 2.2, B6 and B7).
 */
export function looksLikeAddress(word: string): boolean {
  return /[.:*]/.test(word) && !needsQuotes(word) && !/^[-+]?\d*\.?\d*$/.test(word)
}
