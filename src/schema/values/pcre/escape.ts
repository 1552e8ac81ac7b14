import {
  ANY,
  type CharacterSet,
  DIGITS,
  HORIZONTAL_SPACE,
  NEW_LINE,
  NOT_NEW_LINE,
  negated,
  SPACE,
  single,
  VERTICAL_SPACE,
  WORD,
} from './character-set.js'
import type { Cursor } from './cursor.js'
import { PcreMistake } from './mistake.js'
import type { Place } from './nodes.js'

/** The meaning of an escape sequence. */
export type Escape =
  | { readonly type: 'characters'; readonly set: CharacterSet }
  | { readonly type: 'assertion'; readonly place: Place }
  | { readonly type: 'opaque'; readonly what: string }
  | { readonly type: 'line-break' }
  /** A reference to what a group has matched, or to its expression, by number or name. */
  | { readonly type: 'reference'; readonly to: number | string; readonly relative?: boolean }
  /** The beginning of a literal text, up to `\E`. */
  | { readonly type: 'quote' }
  /** `\E` without a literal text to end. */
  | { readonly type: 'nothing' }

/**
 * Reads an escape sequence. Letters without a special meaning are literal, as in PCRE 8.
 *
 * @param cursor after the backslash
 * @throws PcreMistake
 */
export function readEscape(cursor: Cursor, inClass: boolean): Escape {
  const start = cursor.at - 1
  const mistake = (why: string) => new PcreMistake(start, cursor.at, why)
  if (cursor.done) throw mistake('The backslash at the end has nothing to escape.')
  const digits = cursor.match(inClass ? /[0-7]{1,3}/y : /0[0-7]{0,2}/y)
  if (digits !== undefined) return characters(single(Number.parseInt(digits[0], 8)))
  const number = inClass ? undefined : cursor.match(/[1-9][0-9]*/y)
  if (number !== undefined) {
    // Two digits may be octal, depending on the number of groups.
    const to = Number(number[0])
    return to < 10
      ? { type: 'reference', to }
      : { type: 'opaque', what: 'a number of two digits behind a backslash' }
  }
  const letter = String.fromCodePoint(cursor.codePoint())
  const set = SETS[letter]?.()
  if (set !== undefined) return characters(set)
  switch (letter) {
    case 'b':
      return inClass ? characters(single(8)) : { type: 'assertion', place: 'word-edge' }
    case 'B':
    case 'A':
    case 'Z':
    case 'z':
    case 'G':
    case 'K':
      return inClass ? literal(letter) : { type: 'assertion', place: PLACES[letter] }
    case 'R':
      return inClass ? literal(letter) : { type: 'line-break' }
    case 'X':
      return inClass ? literal(letter) : { type: 'opaque', what: 'a grapheme' }
    case 'x': {
      const hex =
        cursor.match(/\{([0-9a-fA-F]{1,6})\}/y)?.[1] ?? cursor.match(/[0-9a-fA-F]{0,2}/y)?.[0]
      return characters(single(Number.parseInt(hex || '0', 16)))
    }
    case 'o': {
      const octal = cursor.match(/\{([0-7]{1,7})\}/y)?.[1]
      return octal === undefined ? literal(letter) : characters(single(Number.parseInt(octal, 8)))
    }
    case 'c':
      if (cursor.done) throw mistake('A control character needs a letter behind "\\c".')
      return characters(single(cursor.codePoint() & 0x1f))
    case 'p':
    case 'P':
      if (!cursor.match(/[A-Za-z]|\{\^?[A-Za-z_&]+\}/y)) {
        throw mistake(`A property such as \\${letter}{L} needs a name.`)
      }
      return { type: 'opaque', what: 'a property of characters' }
    case 'g':
    case 'k':
      return inClass ? literal(letter) : reference(cursor, letter, mistake)
    case 'Q':
      return { type: 'quote' }
    case 'E':
      return { type: 'nothing' }
    case 'L':
    case 'l':
    case 'U':
    case 'u':
      throw mistake(`PCRE does not know \\${letter}; a character by its number is \\x{20AC}.`)
    default:
      return literal(letter)
  }
}

const PLACES = {
  B: 'no-word-edge',
  A: 'text-start',
  Z: 'last-line-end',
  z: 'text-end',
  // `\G` is where the search began, the start of the text.
  G: 'text-start',
  // `\K` changes the reported beginning of a match, not whether there is one.
  K: 'anywhere',
} as const

const SETS: Readonly<Record<string, () => CharacterSet>> = {
  a: () => single(0x07),
  e: () => single(0x1b),
  f: () => single(0x0c),
  n: () => NEW_LINE,
  r: () => single(0x0d),
  t: () => single(0x09),
  d: () => DIGITS,
  D: () => negated(DIGITS),
  w: () => WORD,
  W: () => negated(WORD),
  s: () => SPACE,
  S: () => negated(SPACE),
  h: () => HORIZONTAL_SPACE,
  H: () => negated(HORIZONTAL_SPACE),
  v: () => VERTICAL_SPACE,
  V: () => negated(VERTICAL_SPACE),
  N: () => NOT_NEW_LINE,
  C: () => ANY,
}

/** Reads `\g2`, `\g{-1}`, `\g{name}`, `\g<name>`, `\k<name>`, `\k'name'`, `\k{name}`. */
function reference(cursor: Cursor, letter: string, mistake: (why: string) => PcreMistake): Escape {
  const found = cursor.match(/\{([^}]*)\}|<([^>]*)>|'([^']*)'|([-+]?\d+)/y)
  const to = found?.slice(1).find((part) => part !== undefined)
  if (to === undefined || to === '') {
    throw mistake(`A reference such as \\${letter}{name} needs a name or a number.`)
  }
  if (!/^[-+]?\d+$/.test(to)) return { type: 'reference', to }
  return { type: 'reference', to: Number(to), relative: /^[-+]/.test(to) }
}

function characters(set: CharacterSet): Escape {
  return { type: 'characters', set }
}

function literal(character: string): Escape {
  return characters(single(character.codePointAt(0) ?? 0))
}
