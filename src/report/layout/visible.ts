// The expressions are in functions, because V8 compiles them on use, and most runs need none.

/** Matches what a terminal interprets, and bytes that are not valid UTF-8. */
const active = () =>
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]|[\ud800-\udfff]/gu

/** Matches what `active` does but for line ends, tabs and bytes that are not valid UTF-8. */
const interpreted = () =>
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/

/** Matches the same as `active`, and characters that are invisible or look like a blank. */
const unseen = () =>
  /[\u0000-\u001f\u007f-\u009f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029]|\p{Cf}|[\ud800-\udfff]/gu

const ESCAPES: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * A text with everything visible: control characters as `\x1b`, bytes that are not valid UTF-8 as
 * `\xe9`, invisible characters and unusual blanks as `<U+00A0>`.
 */
export function visible(text: string): string {
  // Most texts, and nearly all single characters, do not need the large expression.
  if (/^[ -~]*$/.test(text)) return text
  return text.replace(unseen(), shown)
}

/** A text without anything that a terminal interprets; unusual blanks stay. */
export function harmless(text: string): string {
  return text.replace(active(), (character) => (character === '\t' ? character : shown(character)))
}

/** Lines without anything that a terminal interprets, as by `harmless`, with their line ends. */
export function harmlessLines(text: string): string {
  // One look at the whole of a long report, in place of one at each of its lines.
  if (!interpreted().test(text) && text.isWellFormed()) return text
  return text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? `${harmless(line.slice(0, -1))}\r` : harmless(line)))
    .join('\n')
}

function shown(character: string): string {
  const code = character.codePointAt(0) as number
  if (code < 0x80) return ESCAPES[character] ?? `\\x${hex(code, 2)}`
  // A byte that is not valid UTF-8 is in the text as U+DC00 + byte.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`
  return `<U+${hex(code, 4).toUpperCase()}>`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

const wide = () =>
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u

/** The width in terminal columns of a text without invisible characters. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  const isWide = wide()
  let width = 0
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue
    width += isWide.test(character) ? 2 : 1
  }
  return width
}
