import type { Comment } from '../../../grammar/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { IncludeView, OptionView } from '../../syntax/index.js'
import { indentAt } from '../text/line.js'
import { adapted, type Style } from './adapt.js'
import { type Item, type LineEnd, wordsOf } from './file-tree.js'
import { optionValue } from './same.js'

/** Gives an option of ours the value of theirs, or an include of ours the keyword of theirs. */
export function replaceBy(ours: Item, theirs: Item): TextEdit {
  if (ours.node instanceof IncludeView && theirs.node instanceof IncludeView) {
    const { start, end } = ours.node.keyword
    return { start, end, text: theirs.node.keyword.text }
  }
  const { document } = ours.block
  const { text } = document.source
  const { start, end } = optionValue(ours)
  const value = adapted(theirs.block.document, optionValue(theirs), styleFor(ours, theirs))
  // Without a blank, the text after a word would become part of it.
  const gap = /["\])]$/.test(value) || /^(?:\s|$)/.test(text.slice(end, end + 1)) ? '' : ' '
  const isWritten = ours.node instanceof OptionView && ours.node.equals !== undefined
  if (isWritten || /^[([]/.test(value)) return { start, end, text: value + gap }
  // `Name [ ... ]` has no `=`, but only arrays and dictionaries may omit it.
  const before = /\s$/.test(text.slice(0, start)) ? '' : ' '
  return { start, end, text: `${before}= ${value}${gap}` }
}

/** An item to remove. */
export interface Removal {
  readonly item: Item
  /** Which of its comments stay in place. */
  readonly keeps: readonly ('above' | 'behind')[]
}

/** Removes an item, with the lines that have nothing else. */
export function removeItem({ item, keeps }: Removal): TextEdit {
  const { block, above, body, tail, start, behind } = item
  const { text } = block.document.source
  const [kept] = keeps.includes('behind') ? behind.comments : []
  const whole = item.beginsLine && tail.kind !== 'token' && kept === undefined
  const from = above.length > 0 && keeps.includes('above') ? body.start : start
  if (kept !== undefined) {
    const indent = from === body.start || !item.beginsLine ? '' : indentOf(item)
    return { start: from, end: kept.start, text: indent }
  }
  const lineFrom = whole && from === body.start ? from - indentOf(item).length : from
  return {
    start: lineFrom,
    end: whole ? withBlankLines(item) : withBlanks(text, tail.end),
    text: '',
  }
}

/** The end of an item with the blank lines after it, if there are some before it too. */
function withBlankLines({ block, tail, start }: Item): number {
  const { items, head, document } = block
  const { text } = document.source
  const index = items.findIndex((item) => item.start === start)
  const next = items[index + 1]?.start
  const before = items[index - 1]?.tail ?? head
  const standsApart = text.slice(before.next, start).includes('\n') || before === head
  return standsApart && next !== undefined && next > tail.next ? next : tail.next
}

function withBlanks(text: string, index: number): number {
  let end = index
  while (text[end] === ' ' || text[end] === '\t') end++
  return end
}

/** Where the comments of a statement are; `head` is after its `{`. */
export type CommentPlace = 'above' | 'head' | 'behind'

export function commentsAt(item: Item, place: CommentPlace): readonly Comment[] {
  return place === 'above' ? item.above : (item[place]?.comments ?? [])
}

/**
 * Whether comments of theirs fit where ours are: at the end of a line, only comments within one
 * line fit, with no statement after them.
 */
export function canHaveComments(ours: Item, theirs: Item, place: CommentPlace): boolean {
  if (place === 'above') return ours.beginsLine && theirs.beginsLine
  const isOneLine = !wordsOf(commentsAt(theirs, place)).includes('\n')
  return isOneLine && ours[place] !== undefined && ours[place].tail.kind !== 'token'
}

/** Replaces the comments of a statement of ours by those of theirs. */
export function replaceComments(ours: Item, theirs: Item, place: CommentPlace): TextEdit {
  if (place === 'above') return replaceAbove(ours, theirs)
  return replaceAtLineEnd(ours, theirs, place)
}

function replaceAbove(ours: Item, theirs: Item): TextEdit {
  const [start, end] = [ours.start, ours.body.start]
  const indent = indentOf(ours)
  const first = theirs.above[0]
  if (first === undefined) return { start, end, text: indent }
  const style = styleFor(ours, theirs)
  const range = { start: first.start, end: theirs.body.start }
  const comments = indent + adapted(theirs.block.document, range, style).trimEnd()
  return { start, end, text: isOnLine(theirs) ? `${comments} ` : comments + style.newline + indent }
}

/** Whether the comments above a statement end on the statement's own line. */
function isOnLine({ above, body, block }: Item): boolean {
  const end = above.at(-1)?.end ?? body.start
  return !block.document.source.text.slice(end, body.start).includes('\n')
}

function replaceAtLineEnd(ours: Item, theirs: Item, place: 'head' | 'behind'): TextEdit {
  const [mine, other] = [ours[place] as LineEnd, theirs[place] as LineEnd]
  const start = mine.start
  const end = mine.comments.at(-1)?.end ?? start
  const [first, last] = [other.comments[0], other.comments.at(-1)]
  if (first === undefined || last === undefined) return { start, end, text: '' }
  const textOf = ({ block }: Item, from: number, to: number) =>
    block.document.source.text.slice(from, to)
  const model = mine.comments[0]
  const gap =
    model === undefined
      ? textOf(theirs, other.start, first.start)
      : textOf(ours, start, model.start)
  return { start, end, text: gap + textOf(theirs, first.start, last.end) }
}

/** How to adapt text in a statement of theirs for the same statement of ours. */
export function styleFor(ours: Item, theirs: Item): Style {
  const { newline } = ours.block.document.source
  return { from: indentOf(theirs), to: indentOf(ours), newline }
}

/** The indentation of a statement's line. */
function indentOf({ block, body }: Item): string {
  return indentAt(block.document.source.text, body.start)
}
