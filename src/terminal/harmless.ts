/**
 * A text as a terminal may have it: nothing in it but line ends and tabs makes the terminal do
 * something. Bytes that are no UTF-8 are shown as `\xe9`.
 */
export function harmlessText(text: string): string {
  if (/^[\t\n -~]*$/.test(text)) return text
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udfff]/gu,
    (character) => {
      const code = character.codePointAt(0) ?? 0
      if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`
      return code > 0xff
        ? `<U+${code.toString(16).toUpperCase()}>`
        : `\\x${code.toString(16).padStart(2, '0')}`
    },
  )
}
