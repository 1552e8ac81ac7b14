/** The role of each character in the conf language (language spec 2.1 to 2.3). */

/** What an ASCII character means at the start of a token. */
export const Role = {
  Word: 0,
  Blank: 1,
  NewLine: 2,
  Comment: 3,
  Quote: 4,
  /** A character that is a whole token. */
  Punctuation: 5,
  SingleQuote: 6,
  /** A control character that no text should contain. */
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
 * Whether a character outside ASCII looks like a blank. Copy and paste brings such characters into
 * files unseen, but the language only knows space, tab, CR and LF (language spec 2.2).
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

/** Whether a character has no width: zero-width and direction marks, a BOM after the start. */
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

/** Whether a character is a typographic double quote, which ends a word as `"` does. */
export function isTypographicQuote(unit: number): boolean {
  return unit >= 0x201c && unit <= 0x201f
}

/** Whether a character, at the start of a token, opens a string in typographic quotes. */
export function opensTypographicString(unit: number): boolean {
  return isTypographicQuote(unit) || (unit >= 0x2018 && unit <= 0x201b) || unit === 0xab
}

/** Whether a character closes a string that the typographic quote `open` began. */
export function closesTypographicString(open: number, unit: number): boolean {
  if (open === 0xab) return unit === 0xbb
  if (open >= 0x2018 && open <= 0x201b) return unit === 0x2018 || unit === 0x2019
  return unit === 0x22 || isTypographicQuote(unit)
}

/** The mark in printed manuals where a line of the file is broken in two (language spec 2.1). */
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
