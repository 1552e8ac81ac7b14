import type { Document } from '../../../grammar/index.js'
import { type Range, TokenKind } from '../../syntax/index.js'
import type { List, Part } from './list-edit.js'

/** A part, a comma or a comment in a list. */
export interface ListItem extends Range {
  readonly kind: 'part' | 'comma' | 'comment'
  /** The number of its line within the list, 0-based. */
  readonly line: number
}

/**
 * The items of a list in the order of the text, with their line numbers. A line ends at a line end
 * between two items, not at one within a comment or a string.
 */
export function itemsOf(document: Document, list: List): ListItem[] {
  const { text } = document.source
  const items: ListItem[] = []
  let at = list.start
  let line = 0
  for (const item of unnumbered(document, list)) {
    if (text.slice(at, item.start).includes('\n')) line++
    items.push({ ...item, line })
    at = item.end
  }
  return items
}

function unnumbered(document: Document, list: List): Omit<ListItem, 'line'>[] {
  const { kind, start, end } = document.tree.tokens
  const items: Omit<ListItem, 'line'>[] = list.parts.map((part) => {
    return { start: part.start, end: part.end, kind: 'part' }
  })
  // Commas of nested lists are not items.
  let next = 0
  const isNested = (index: number) => {
    while (next < list.parts.length && (list.parts[next] as Part).end <= index) next++
    return (list.parts[next]?.start ?? list.end) <= index
  }
  for (let token = list.firstToken; token < list.tokenLimit; token++) {
    const at = start[token] as number
    if (kind[token] === TokenKind.Comma && !isNested(at)) {
      items.push({ start: at, end: end[token] as number, kind: 'comma' })
    }
  }
  next = 0
  for (const comment of document.comments({ start: list.start, end: list.end })) {
    if (isNested(comment.start)) continue
    items.push({ start: comment.start, end: comment.end, kind: 'comment' })
  }
  return items.sort((a, b) => a.start - b.start)
}
