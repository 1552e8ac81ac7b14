import type { Document } from '../../../grammar/index.js'
import { type Range, runsInto, type TextEdit, TokenKind, TokenView } from '../../syntax/index.js'
import { indentStep } from '../placement/neighbour-style.js'
import { valueBefore } from '../placement/new-value.js'
import { beginsLine, indentAt, isBlank, lineStart } from '../text/line.js'

/** An array or a dictionary as a list of parts between two brackets. */
export interface List {
  /** The index after the opening bracket. */
  readonly start: number
  /** The index of the closing bracket. */
  readonly end: number
  /** Elements or entries, in the order of the text. */
  readonly parts: readonly Part[]
  /** The token after the opening bracket. */
  readonly firstToken: number
  /** The token of the closing bracket. */
  readonly tokenLimit: number
}

export type Part = Range

/**
 * Adds a part after the last one in the style of the others: on the same line or on its own, with
 * or without commas.
 */
export function addPart(document: Document, list: List, text: string): TextEdit {
  const { source } = document
  const last = list.parts.at(-1)
  if (last === undefined) return addFirst(document, list, text)
  const comma = commaBehind(document, list, last)
  const isBelow = source.text
    .slice(partBefore(list, last)?.end ?? list.start, last.start)
    .includes('\n')
  const hasCommas = comma !== undefined || separator(document, list).includes(',')
  const ending = comma === undefined ? '' : ','
  const at = comma?.end ?? last.end
  if (!isBelow) {
    const gap = hasCommas && comma === undefined ? ', ' : ' '
    const part = valueBefore(text, source, at)
    const blank = runsInto(part, source.text, at) ? ' ' : ''
    return { start: at, end: at, text: gap + part + ending + blank }
  }
  const line = `${source.newline}${indentAt(source.text, last.start)}${text}${ending}`
  const end = endOfLine(document, at, list.end)
  if (!hasCommas || comma !== undefined) return { start: end, end, text: line }
  return { start: last.end, end, text: `,${source.text.slice(last.end, end)}${line}` }
}

/**
 * Adds the first part of a list, which may have comments: on a line of its own when the list has
 * several, indented as the comments are, or one step more than the list.
 */
function addFirst(document: Document, { start, end }: List, part: string): TextEdit {
  const { text, newline } = document.source
  const inside = text.slice(start, end)
  if (!inside.includes('\n')) {
    if (isBlank(inside)) return { start, end, text: ` ${part} ` }
    return { start: end, end, text: /\s$/.test(inside) ? `${part} ` : ` ${part} ` }
  }
  const outer = indentAt(text, start)
  const indents = document
    .comments({ start, end })
    .filter((comment) => beginsLine(text, comment.start))
    .map((comment) => indentAt(text, comment.start))
  const isInner = (each: string) => each.length > outer.length && each.startsWith(outer)
  const line = (indents.findLast(isInner) ?? outer + indentStep(document)) + part
  if (beginsLine(text, end)) {
    const at = lineStart(text, end)
    return { start: at, end: at, text: line + newline }
  }
  const rest = /[^\S\n]*$/.exec(inside)?.[0] ?? ''
  return { start: end - rest.length, end, text: newline + line + newline + outer }
}

/** The comma after the last part. */
function commaBehind({ tree }: Document, list: List, last: Part): TokenView | undefined {
  for (let token = list.tokenLimit - 1; token >= list.firstToken; token--) {
    if ((tree.tokens.start[token] as number) < last.end) return undefined
    if (tree.tokens.kind[token] === TokenKind.Comma) return new TokenView(tree, token)
  }
  return undefined
}

/** The index after the comments that begin on the line of `start`, before `limit`. */
function endOfLine(document: Document, start: number, limit: number): number {
  const { text } = document.source
  let end = start
  for (const comment of document.comments({ start, end: limit })) {
    if (text.slice(end, comment.start).includes('\n')) break
    end = comment.end
  }
  return end
}

function partBefore({ parts }: List, part: Part): Part | undefined {
  return parts[parts.indexOf(part) - 1]
}

/** The text between the last two parts, without comments. */
function separator(document: Document, { parts }: List): string {
  const [left, right] = parts.slice(-2)
  if (left === undefined || right === undefined) return ''
  let text = ''
  let at = left.end
  for (const comment of document.comments({ start: left.end, end: right.start })) {
    text += document.source.text.slice(at, comment.start)
    at = comment.end
  }
  return text + document.source.text.slice(at, right.start)
}
