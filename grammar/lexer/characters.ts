/** Which characters do what in the conf language (language spec 2.1 to 2.3). */

/** What an ASCII character does at the start of a token. */
export const Role = {
  Word: 0,
  Blank: 1,
  NewLine: 2,
  Comment: 3,
  Quote: 4,
  /** A character that is a token of its own. */
  Punctuation: 5,
  SingleQuote: 6,
  /** A control character that no text should hold. */
  Control: 7,
} as const

/** The role of each ASCII character. */
export const ROLES = new Uint8Array(128)
ROLES.fill(Role.Control, 0, 0x20)
ROLES[0x7f] = Role.Control
for (const blank of '\t\r\v\f ') ROLES[blank.charCodeAt(0)] = Role.Blank
ROLES[0x0a] = Role.NewLine
ROLES[0x23] = Role.Comment
ROLES[0x22] = Role.Quote
ROLES[0x27] = Role.SingleQuote
for (const mark of '={}()[]') ROLES[mark.charCodeAt(0)] = Role.Punctuation

/**
 * Whether a character beyond ASCII looks like a blank. The language knows space, tab, CR and LF
 * only, but such a character gets into files by copy and paste, and nobody sees it.
 */
export function isForeignBlank(unit: number): boolean {
  return (
    unit === 0xa0 ||
    unit === 0x85 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  )
}

/** Whether a character has no width at all: zero-width and direction marks, a BOM in the middle. */
export function isZeroWidth(unit: number): boolean {
  return (
    unit === 0xad ||
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x2064) ||
    (unit >= 0x2066 && unit <= 0x2069) ||
    unit === 0xfeff
  )
}

/** Whether a character is a typographic double quote: such a one ends a word, as `"` does. */
export function isTypographicQuote(unit: number): boolean {
  return unit >= 0x201c && unit <= 0x201f
}

/** Whether a character, where a token begins, opens a string in typographic quotes of any kind. */
export function opensTypographicString(unit: number): boolean {
  return isTypographicQuote(unit) || (unit >= 0x2018 && unit <= 0x201b) || unit === 0xab
}

/** Whether a character closes a string that a typographic quote has opened. */
export function closesTypographicString(open: number, unit: number): boolean {
  if (open === 0xab) return unit === 0xbb
  if (open >= 0x2018 && open <= 0x201b) return unit === 0x2018 || unit === 0x2019
  return unit === 0x22 || isTypographicQuote(unit)
}

/** The mark that printed manuals put where they break a line that is one line in the file. */
export const PRINT_MARK = 0xbb

/** The name of an invisible character, for messages. */
export function characterName(unit: number): string {
  const names: Record<number, string> = {
    160: 'no-break space',
    173: 'soft hyphen',
    8232: 'line separator',
    8233: 'paragraph separator',
    8203: 'zero-width space',
    8204: 'zero-width non-joiner',
    8205: 'zero-width joiner',
    65279: 'byte order mark',
  }
  const code = `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`
  const name = names[unit]
  return name ? `${name} (${code})` : code
}
