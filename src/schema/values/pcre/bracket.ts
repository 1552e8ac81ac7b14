import {
  type CharacterSet,
  DIGITS,
  inAnyCase,
  negated,
  SPACE,
  single,
  union,
  WORD,
} from './character-set.js'
import type { Cursor } from './cursor.js'
import { readEscape } from './escape.js'
import { PcreMistake } from './mistake.js'

/**
 * Reads a character class, `[...]`.
 *
 * @param cursor after the opening bracket
 * @param anyCase whether letters stand for both cases
 * @returns the set; undefined when it has unknown members, such as `\p{L}`
 * @throws PcreMistake
 */
export function readBracket(cursor: Cursor, anyCase: boolean): CharacterSet | undefined {
  const open = cursor.at - 1
  const isNegated = cursor.take('^')
  const sets: CharacterSet[] = []
  let isKnown = true
  let quoted = false
  let isFirst = true
  /** The previous character, if a range may begin with it. */
  let from: { readonly code: number; readonly start: number } | undefined
  for (; ; isFirst = false) {
    if (cursor.done) throw new PcreMistake(open, open + 1, 'This bracket is never closed.')
    if (quoted && cursor.take('\\E')) {
      quoted = false
      continue
    }
    const start = cursor.at
    if (!quoted && !isFirst && cursor.take(']')) break
    if (!quoted && posixName(cursor)) {
      sets.push(posixSet(cursor, start, anyCase))
      from = undefined
      continue
    }
    const isRange = !quoted && from !== undefined && beginsRange(cursor)
    if (isRange) cursor.at++
    const item = quoted ? literalHere(cursor) : readItem(cursor)
    if (item === 'quote') {
      quoted = true
      continue
    }
    if (item === 'unknown') isKnown = false
    const code = typeof item === 'object' && item.length === 1 ? codeOf(item) : undefined
    if (isRange && from !== undefined && code !== undefined) {
      if (code < from.code) {
        throw new PcreMistake(from.start, cursor.at, 'This range runs backwards.')
      }
      sets.push([[from.code, code]])
      from = undefined
      continue
    }
    if (isRange) sets.push(single(0x2d))
    if (typeof item === 'object') sets.push(item)
    from = code === undefined ? undefined : { code, start }
  }
  if (!isKnown) return undefined
  const set = anyCase ? inAnyCase(union(sets)) : union(sets)
  return isNegated ? negated(set) : set
}

/** Whether a hyphen and the end of a range follow. */
function beginsRange({ text, at }: Cursor): boolean {
  return text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']'
}

function readItem(cursor: Cursor): CharacterSet | 'quote' | 'unknown' | 'nothing' {
  if (!cursor.take('\\')) return literalHere(cursor)
  const meant = readEscape(cursor, true)
  switch (meant.type) {
    case 'characters':
      return meant.set
    case 'quote':
    case 'nothing':
      return meant.type
    default:
      return 'unknown'
  }
}

function literalHere(cursor: Cursor): CharacterSet {
  return single(cursor.codePoint())
}

/** The only character of a set; undefined for other sets. */
function codeOf(set: CharacterSet): number | undefined {
  const [range] = set
  return range !== undefined && range[0] === range[1] ? range[0] : undefined
}

/** Whether `[:name:]`, `[.name.]` or `[=name=]` follows. */
export function posixName(cursor: Cursor): boolean {
  if (cursor.next !== '[' || !':.='.includes(cursor.text[cursor.at + 1] ?? '-')) return false
  return /^\[([:.=])[^[\]\\]*?\1\]/.test(cursor.text.slice(cursor.at, cursor.at + 40))
}

const POSIX: Readonly<Record<string, () => CharacterSet>> = {
  alpha: () => [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  lower: () => [[0x61, 0x7a]],
  upper: () => [[0x41, 0x5a]],
  alnum: () => [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: () => [[0, 0x7f]],
  blank: () => [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: () => [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: () => DIGITS,
  graph: () => [[0x21, 0x7e]],
  print: () => [[0x20, 0x7e]],
  punct: () => [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: () => SPACE,
  word: () => WORD,
  xdigit: () => [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
}

function posixSet(cursor: Cursor, start: number, anyCase: boolean): CharacterSet {
  const [, kind, not, name = ''] = cursor.match(/\[([:.=])(\^?)([^[\]\\]*?)\1\]/y) ?? []
  if (kind !== ':') {
    throw new PcreMistake(start, cursor.at, 'PCRE does not support collating elements.')
  }
  const named = Object.hasOwn(POSIX, name) ? POSIX[name]?.() : undefined
  if (named === undefined) {
    throw new PcreMistake(start, cursor.at, 'PCRE knows no class of characters of this name.')
  }
  // The other case is added before negation: with the option i, [:^upper:] has no letters at all.
  const set = anyCase ? inAnyCase(named) : named
  return not === '^' ? negated(set) : set
}
