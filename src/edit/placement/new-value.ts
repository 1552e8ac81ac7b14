import { parseValue } from '../../config/index.js'
import { elementsOf } from '../../config/printing/value-parts.js'
import type { OptionType } from '../../schema/types.js'
import {
  type ArrayView,
  applyEdits,
  type DictionaryView,
  encodeString,
  looksLikeAddress,
  needsQuotes,
  runsInto,
  ScalarView,
  type Source,
  type TextEdit,
  TokenKind,
  type TokenView,
  type ValueView,
} from '../../syntax/index.js'

/**
 * Matches values written without quotes in new text (language spec 11): numbers and identifiers.
 */
const PLAIN = /^(?:[A-Za-z_][A-Za-z0-9_-]*|[-+]?[0-9]+(?:\.[0-9]+)?|0[xX][0-9a-fA-F]+)$/

/** What the text of a new value depends on, besides the value. */
export interface ValueManner {
  /** Of the file that the value goes into; undefined keeps the line ends of the value, where the file has none. */
  readonly newline: string | undefined
  /** The value that is replaced: the new one keeps its quotes. */
  readonly old?: ValueView | undefined
  /** What is known about the option. */
  readonly type?: OptionType | undefined
}

/**
 * The text of a value in a file, such that no style rule finds anything in it that the value itself
 * does not bring. Quotes that were typed stay. Words are put in quotes where the value that they
 * replace has them; otherwise where the documents of the product quote them (language spec 11). A
 * scalar for an array option becomes an array of one (language spec 2.2, B17).
 * @param typed text that is no single value is written as a string
 */
export function newValue(typed: string, manner: ValueManner): string {
  const value = parseValue(typed)
  if (value === undefined) return inArray(encodeString(typed), manner)
  if (value.type === 'scalar') return inArray(scalarText(value, likeOld(manner.old)), manner)
  return listText(value, manner)
}

/**
 * The text of a value before an index of a text: in quotes if it would merge with the text there.
 * @param value one well-formed value
 */
export function valueBefore(value: string, { text }: Source, index: number): string {
  const endsInWord = !/[\s"=()[\]{}]$/.test(value)
  if (!runsInto(value, text, index) && !(endsInWord && text[index] === '#')) return value
  const scalar = parseValue(value)
  return scalar?.type === 'scalar' ? encodeString(scalar.value) : value
}

/** The text of a key, quoted if necessary. */
export function keyText(key: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(key) ? key : encodeString(key)
}

/** The text of a scalar among others of a list: quoted if all of them are. */
export function elementLike(given: ScalarView, others: readonly ValueView[]): string {
  return scalarText(given, likeAll(others))
}

/** How the scalars that a new one replaces or joins are written. */
type Quotes = 'all' | 'none' | 'mixed' | 'unknown'

function scalarText(scalar: ScalarView, quotes: Quotes): string {
  const { quoted, value, text } = scalar
  if (quoted) return text
  if (quotes === 'all') return encodeString(value)
  if (quotes === 'none') return isWellBare(value) ? text : encodeString(value)
  return PLAIN.test(value) ? text : encodeString(value)
}

/** Whether no rule asks for quotes around a word. */
function isWellBare(word: string): boolean {
  return !needsQuotes(word) && !looksLikeAddress(word) && !/[,'"]/.test(word)
}

function likeOld(old: ValueView | undefined): Quotes {
  return old === undefined ? 'unknown' : likeAll(elementsOf(old))
}

function likeAll(values: readonly ValueView[]): Quotes {
  const scalars = values.filter((value): value is ScalarView => value.type === 'scalar')
  if (scalars.length === 0) return 'unknown'
  if (scalars.every(({ quoted }) => quoted)) return 'all'
  return scalars.some(({ quoted }) => quoted) ? 'mixed' : 'none'
}

function inArray(scalar: string, { type }: ValueManner): string {
  return type?.shape === 'array' ? `( ${scalar} )` : scalar
}

/**
 * The text of an array or a dictionary: with the newlines of the file, without commas, with blanks
 * around `=`. Comments and strings stay as they are.
 */
function listText(list: ArrayView | DictionaryView, manner: ValueManner): string {
  const { tree, firstToken, tokenLimit, start, text } = list
  const { source } = tree
  const quotesOf = quotesWithin(manner.old)
  const edits: TextEdit[] = []
  let key: string | undefined
  for (let index = firstToken; index < tokenLimit; index++) {
    const token = new ScalarView(tree, index)
    const before = index === firstToken ? start : (tree.tokens.end[index - 1] as number)
    const gap = source.text.slice(before, token.start)
    const lines = manner.newline === undefined ? gap : gap.replace(/\r?\n/g, manner.newline)
    // Within comments, which begin behind the blanks, everything stays.
    const written = lines.replace(/^\s+/, (blanks) => blanks.replace(/[\v\f]/g, ' '))
    if (written !== gap) edits.push({ start: before, end: token.start, text: written })
    const isNext = (kind: TokenKind) =>
      index + 1 < tokenLimit && tree.tokens.kind[index + 1] === kind
    switch (token.kind) {
      case TokenKind.Comma:
        edits.push(withoutComma(source.text, token))
        break
      case TokenKind.Equals:
        edits.push(...blanksAround(source.text, token))
        break
      case TokenKind.Word:
      case TokenKind.String: {
        const isKey = isNext(TokenKind.Equals)
        const word = isKey ? keyText(token.value) : scalarText(token, quotesOf(token.value, key))
        key = isKey ? token.value : undefined
        // A "#" directly behind a word is a comment that looks like a part of it.
        const isGlued = source.text[token.end] === '#' && !word.endsWith('"')
        const { start, end } = token
        if (word !== token.text || isGlued) {
          edits.push({ start, end, text: isGlued ? `${word} ` : word })
        }
      }
    }
  }
  const inside = edits.map((edit) => ({
    ...edit,
    start: edit.start - start,
    end: edit.end - start,
  }))
  return applyEdits(text, inside)
}

function withoutComma(text: string, { start, end }: TokenView): TextEdit {
  const isGlued = /\S/.test(text[start - 1] ?? ' ') && /[^\s)\]]/.test(text[end] ?? ' ')
  return { start, end, text: isGlued ? ' ' : '' }
}

function blanksAround(text: string, { start, end }: TokenView): TextEdit[] {
  const edits: TextEdit[] = []
  if (/\S/.test(text[start - 1] ?? ' ')) edits.push({ start, end: start, text: ' ' })
  if (/\S/.test(text[end] ?? ' ')) edits.push({ start: end, end, text: ' ' })
  return edits
}

/** How the parts of a new list are quoted: as the same part of the old one, or as all of it. */
function quotesWithin(
  old: ValueView | undefined,
): (value: string, key: string | undefined) => Quotes {
  if (old === undefined) return () => 'unknown'
  if (old.type === 'dictionary') {
    const values = new Map(old.entries.map(({ key, value }) => [key, value]))
    const all = likeAll([...values.values()].filter((value) => value !== undefined))
    return (_, key = '') => {
      const same = values.get(key)
      return same === undefined ? all : likeOld(same)
    }
  }
  const elements = elementsOf(old)
  const all = likeAll(elements)
  return (value) => {
    const same = elements.filter((each) => each.type === 'scalar' && each.value === value)
    return same.length === 0 ? all : likeAll(same)
  }
}
