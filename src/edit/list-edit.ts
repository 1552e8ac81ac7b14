import type { Document } from '../../grammar/index.js'
import type { TextEdit } from '../syntax/index.js'
import { beginsLine, indentAt, isBlank, lineStart } from './line.js'

/** An array or a dictionary as a list of parts between two brackets. */
export interface List {
  /** Behind the opening bracket. */
  readonly start: number
  /** Before the closing one. */
  readonly end: number
  /** Elements or entries, in the order of the text. */
  readonly parts: readonly Part[]
}

export interface Part {
  readonly start: number
  readonly end: number
}

/**
 * Adds a part behind the last one, in the style of the others: on the same line or on one of its
 * own, with or without commas.
 */
export function addPart(document: Document, list: List, text: string): TextEdit {
  const { source } = document
  const last = list.parts.at(-1)
  if (last === undefined) {
    const isEmpty = isBlank(source.text.slice(list.start, list.end))
    return isEmpty
      ? { start: list.start, end: list.end, text: ` ${text} ` }
      : { start: list.end, end: list.end, text: `${text} ` }
  }
  const behind = source.text.slice(last.end, list.end)
  const comma = /^[ \t]*,/.exec(behind)?.[0].length ?? 0
  const isBelow = source.text
    .slice(partBefore(list, last)?.end ?? list.start, last.start)
    .includes('\n')
  const hasCommas = comma > 0 || separator(document, list).includes(',')
  if (!isBelow) {
    const at = last.end + comma
    const gap = hasCommas && comma === 0 ? ', ' : ' '
    return { start: at, end: at, text: `${gap}${text}${comma > 0 ? ',' : ''}` }
  }
  const ending = comma > 0 ? ',' : ''
  const line = `${source.newline}${indentAt(source.text, last.start)}${text}${ending}`
  const end = endOfLine(document, last.end + comma, list.end)
  if (!hasCommas || comma > 0) return { start: end, end, text: line }
  return { start: last.end, end, text: `,${source.text.slice(last.end, end)}${line}` }
}

/** Takes parts out, each with its line when it has one to itself. */
export function removeParts(document: Document, list: List, removed: readonly Part[]): TextEdit[] {
  const { text } = document.source
  const hasComments = document.comments({ start: list.start, end: list.end }).length > 0
  if (removed.length === list.parts.length && !hasComments) {
    return [{ start: list.start, end: list.end, text: '' }]
  }
  const edits: TextEdit[] = []
  for (const part of removed) {
    const { start, end } = rangeOf(document, list, part)
    const last = edits.at(-1)
    if (last !== undefined && start <= last.end) {
      edits[edits.length - 1] = { ...last, end: Math.max(last.end, end) }
    } else edits.push({ start, end, text: '' })
  }
  return edits.filter(({ start, end }) => text.slice(start, end) !== '')
}

function rangeOf(document: Document, list: List, part: Part): Part {
  const { text } = document.source
  const comma = /^[ \t]*,/.exec(text.slice(part.end, list.end))?.[0].length ?? 0
  const behind = part.end + comma
  const end = endOfLine(document, behind, list.end)
  const newline = text.indexOf('\n', end)
  if (
    beginsLine(text, part.start) &&
    isBlank(text.slice(end, newline)) &&
    newline < list.end &&
    newline !== -1
  ) {
    return { start: lineStart(text, part.start), end: newline + 1 }
  }
  const next = list.parts[list.parts.indexOf(part) + 1]
  if (
    next !== undefined &&
    isBlank(text.slice(behind, next.start)) &&
    !text.slice(behind, next.start).includes('\n')
  ) {
    return { start: part.start, end: next.start }
  }
  // The last of its line: with the blanks and the comma before it.
  const before = /[ \t]*,?[ \t]*$/.exec(
    text.slice(partBefore(list, part)?.end ?? list.start, part.start),
  )
  const gap = before === null || partBefore(list, part) === undefined ? 0 : before[0].length
  return { start: part.start - gap, end: next === undefined ? part.end : behind }
}

/** Behind the comments that begin on the line of an index, before `limit`. */
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

/** What stands between the last two parts, but for comments. */
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
