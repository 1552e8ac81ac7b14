/** What a link begins with, around its address; without an address it ends one. */
const OPEN = '\x1b]8;;'
const CLOSE = '\x1b\\'

/**
 * A text as a link to a file, in the way of OSC 8. The address has no character in it that a terminal
 * could take for anything else.
 * @param path absolute
 */
export function hyperlink(path: string, text: string): string {
  return `${OPEN}file://${addressOf(path)}${CLOSE}${text}${OPEN}${CLOSE}`
}

/** An expression for the beginnings and ends of links that `hyperlink` makes. */
export const HYPERLINK = /\x1b\]8;;(?:file:\/\/[A-Za-z0-9%/._~-]*)?\x1b\\/

/** Bytes that are no UTF-8, in the text U+DC00 + byte, stay those bytes. */
function addressOf(path: string): string {
  return path.replace(/[^A-Za-z0-9/._~-]/gu, (character) => {
    const code = character.codePointAt(0) as number
    if (code >= 0xd800 && code <= 0xdfff) return `%${(code & 0xff).toString(16).toUpperCase()}`
    return [...new TextEncoder().encode(character)].map(percent).join('')
  })
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
