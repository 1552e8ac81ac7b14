import { partitionPoint, type Range, type ScalarView, type ValueView } from '../../syntax/index.js'
import type { OptionType } from '../types.js'
import { commentsAround } from './comments.js'
import { isSecretName, isUnknownSecret } from './names.js'
import { isSecretOption } from './options.js'
import { asksForSecret, inOrder, isAskedFor, isNoSecret, moved, secretShapes } from './shapes.js'
import { isNamedAround, NAMED, NAMING } from './surroundings.js'

/**
 * The parts of a written value that must not be shown (cli.md, "Secrets"): the whole value of a
 * secret option or dictionary key, otherwise secret-looking parts. Offsets are in the text of the
 * value's file. The ranges are in order, disjoint, and each within one word, comment or string,
 * without its quotes.
 *
 * @param option undefined for an unknown option, whose name decides
 * @param optionName as written
 */
export function secretRanges(
  option: OptionType | undefined,
  optionName: string,
  value: ValueView,
): Range[] {
  const isSecret = isSecretOption(option, optionName) || isNamedAround(optionName, value)
  if (value.type === 'scalar') return scalarSecrets(value, isSecret, option !== undefined)
  const parts: Part[] = []
  const comments: Range[] = []
  collect(value, isSecret, parts, comments)
  const found = inOrder([
    ...comments,
    ...parts.flatMap(({ scalar, isSecret }) =>
      scalarSecrets(scalar, isSecret, option?.secret === true),
    ),
  ])
  // The parser may have split a single value: `( pgsql:host=db;password=x;user=u )`.
  const shapes = secretShapes(value.text).map((range) => moved(range, value.start))
  if (shapes.length === 0) return found
  return inOrder([...found, ...shapes.flatMap((range) => withinParts(range, value, parts))])
}

/** The texts at the `secretRanges` of a value, which has the same parameters. */
export function secretTexts(
  option: OptionType | undefined,
  optionName: string,
  value: ValueView,
): string[] {
  const { text } = value.tree.source
  return secretRanges(option, optionName, value).map(({ start, end }) => text.slice(start, end))
}

interface Part {
  readonly scalar: ScalarView
  readonly isSecret: boolean
}

/** Collects the scalars of a value in order, including keys, and the comments near secrets. */
function collect(value: ValueView, isSecret: boolean, parts: Part[], comments: Range[]): void {
  if (isSecret && value.type !== 'scalar') {
    comments.push(...commentsAround(value.tree, value.firstToken, value.tokenLimit - 1))
  }
  switch (value.type) {
    case 'scalar':
      parts.push({ scalar: value, isSecret })
      break
    case 'array':
      collectElements(value.elements, isSecret, parts, comments)
      break
    case 'dictionary': {
      const { entries } = value
      const isNamed = entries.some(
        ({ key, value }) =>
          NAMING.test(key) && value?.type === 'scalar' && isSecretName(value.value),
      )
      for (const { keyToken, key, value: inner, firstToken, tokenLimit } of entries) {
        // In a list that is secret as a whole, a key may be a misplaced element.
        parts.push({ scalar: keyToken, isSecret })
        const isOne = isUnknownSecret(key) || (isNamed && NAMED.test(key))
        if (!isSecret && isOne) {
          comments.push(
            ...commentsAround(value.tree, firstToken, Math.min(tokenLimit, value.tokenLimit - 1)),
          )
        }
        if (inner !== undefined) collect(inner, isSecret || isOne, parts, comments)
      }
    }
  }
}

function collectElements(
  elements: readonly ValueView[],
  isSecret: boolean,
  parts: Part[],
  comments: Range[],
): void {
  let isAsked = false
  for (const element of elements) {
    const text = element.type === 'scalar' ? element.value : undefined
    const isOne = isAsked && text !== undefined && isAskedFor(text)
    collect(element, isSecret || isOne, parts, comments)
    isAsked = text !== undefined && asksForSecret(text)
  }
}

/** @param isCertain whether the text is a secret even if it looks like none */
function scalarSecrets(scalar: ScalarView, isSecret: boolean, isCertain: boolean): Range[] {
  const { start, end } = insideOf(scalar)
  if (end <= start) return []
  const text = scalar.tree.source.text.slice(start, end)
  if (isSecret && (isCertain || !isNoSecret(text))) return [{ start, end }]
  return secretShapes(text, true).map((range) => moved(range, start))
}

/** The range of a scalar without its quotes; an unclosed string extends to its end. */
export function insideOf({ quoted, text, start, end }: ScalarView): Range {
  if (!quoted) return { start, end }
  return { start: start + 1, end: isClosed(text) ? end - 1 : end }
}

const CLOSING_QUOTE = /["'\u00ab\u00bb\u2018\u2019\u201c-\u201f]$/

function isClosed(text: string): boolean {
  if (text.length < 2 || !CLOSING_QUOTE.test(text)) return false
  let backslashes = 0
  while (text[text.length - 2 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 0 || text.length - 1 - backslashes < 1
}

/** A range in a list, divided at the words and quotes within it. */
function withinParts({ start, end }: Range, { tree }: ValueView, parts: readonly Part[]): Range[] {
  const found: Range[] = []
  let at = start
  const add = (from: number, to: number) => {
    // Between words there are brackets, quotes and comments, of which only comments need a mask.
    if (/[\p{L}\p{N}]/u.test(tree.source.text.slice(from, to))) found.push({ start: from, end: to })
  }
  for (let index = firstBehind(parts, start); index < parts.length; index++) {
    const { scalar } = parts[index] as Part
    if (scalar.start >= end) break
    add(at, Math.min(scalar.start, end))
    const inside = insideOf(scalar)
    const from = Math.max(start, inside.start)
    const to = Math.min(end, inside.end)
    if (to > from) found.push({ start: from, end: to })
    at = Math.max(at, scalar.end)
  }
  if (at < end) add(at, end)
  return found
}

/** The index of the first part that does not end before a position. */
function firstBehind(parts: readonly Part[], place: number): number {
  return partitionPoint(parts.length, (index) => (parts[index] as Part).scalar.end <= place)
}
