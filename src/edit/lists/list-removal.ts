import type { Document } from '../../../grammar/index.js'
import type { TextEdit } from '../../syntax/index.js'
import { lineStart } from '../text/line.js'
import { ownComments } from './list-comments.js'
import type { List, Part } from './list-edit.js'
import { itemsOf, type ListItem } from './list-items.js'

/**
 * Removes parts from a list, each with a comma and with the comments about this part alone.
 * Everything else on their lines stays; a line that becomes empty is removed.
 */
export function removeParts(document: Document, list: List, removed: readonly Part[]): TextEdit[] {
  const { text } = document.source
  const items = itemsOf(document, list)
  const starts = new Set(removed.map(({ start }) => start))
  const gone = new Set(items.filter(({ kind, start }) => kind === 'part' && starts.has(start)))
  for (const comma of needlessCommas(items, gone)) gone.add(comma)
  for (const comment of ownComments(items, gone)) gone.add(comment)
  if (gone.size === items.length) return [{ start: list.start, end: list.end, text: '' }]
  const edits: TextEdit[] = []
  for (const stretch of stretches(items, gone)) {
    const edit = stretch.isWhole ? withLines(text, list, stretch) : withGap(stretch)
    const last = edits.at(-1)
    if (last === undefined || edit.start > last.end) edits.push(edit)
    else edits[edits.length - 1] = { ...last, end: Math.max(last.end, edit.end) }
  }
  return edits
}

/**
 * The commas to remove, one for each removed part: the one after it, or the one before it when
 * lines begin with commas. The last remaining part has no comma after it if there was none.
 */
function needlessCommas(items: readonly ListItem[], gone: ReadonlySet<ListItem>): Set<ListItem> {
  const commas = new Set<ListItem>()
  let before: ListItem | undefined
  let lastKept = -1
  for (const [index, item] of items.entries()) {
    if (item.kind === 'comma') before = item
    if (item.kind !== 'part') continue
    const own = commaBehind(items, index)
    if (!gone.has(item)) lastKept = index
    else {
      const isAhead = before !== undefined && !commas.has(before) && before.line === item.line
      const comma = isAhead && own !== undefined && own.line !== item.line ? before : own
      if (comma !== undefined) commas.add(comma)
    }
    before = undefined
  }
  const lastPart = items.findLastIndex(({ kind }) => kind === 'part')
  if (commaBehind(items, lastPart) === undefined) {
    for (const item of items.slice(lastKept + 1)) if (item.kind === 'comma') commas.add(item)
  }
  return commas
}

/** The comma that follows the part at an index. */
function commaBehind(items: readonly ListItem[], index: number): ListItem | undefined {
  for (let at = index + 1; at < items.length; at++) {
    const item = items[at] as ListItem
    if (item.kind === 'part') return undefined
    if (item.kind === 'comma') return item
  }
  return undefined
}

/** Adjacent items to remove: all items of whole lines, or some items of a line. */
interface Stretch {
  readonly isWhole: boolean
  /** The nearest remaining item before the stretch. */
  readonly before: ListItem | undefined
  readonly first: ListItem
  readonly last: ListItem
  /** The nearest remaining item after the stretch. */
  readonly behind: ListItem | undefined
}

function stretches(items: readonly ListItem[], gone: ReadonlySet<ListItem>): Stretch[] {
  const keptLines = new Set(items.filter((item) => !gone.has(item)).map(({ line }) => line))
  const found: (Stretch & { last: ListItem; behind: ListItem | undefined })[] = []
  let before: ListItem | undefined
  let open: (typeof found)[number] | undefined
  let at = 0
  for (const item of items) {
    if (!gone.has(item)) {
      for (; at < found.length; at++) (found[at] as (typeof found)[number]).behind = item
      before = item
      open = undefined
      continue
    }
    const isWhole = !keptLines.has(item.line)
    if (open?.isWhole === isWhole && (isWhole || open.last.line === item.line)) open.last = item
    else {
      open = { isWhole, before, first: item, last: item, behind: undefined }
      found.push(open)
    }
  }
  return found
}

/** Removes a stretch within a line, with the blanks on one of its sides. */
function withGap({ before, first, last, behind }: Stretch): TextEdit {
  const left = before?.line === first.line ? before : undefined
  const right = behind?.line === last.line ? behind : undefined
  // At the end of a line the blanks before it are removed, at the beginning those after it.
  if (right === undefined) return { start: left?.end ?? first.start, end: last.end, text: '' }
  if (left === undefined) return { start: first.start, end: right.start, text: '' }
  const isApart = left.end < first.start
  const isApartBehind = last.end < right.start
  if (!isApart && !isApartBehind) return { start: first.start, end: last.end, text: ' ' }
  return isApart && right.kind === 'part'
    ? { start: first.start, end: right.start, text: '' }
    : { start: isApartBehind ? left.end : first.start, end: last.end, text: '' }
}

/** Removes whole lines. Text on the lines of the brackets keeps the brackets in place. */
function withLines(text: string, list: List, { before, first, last, behind }: Stretch): TextEdit {
  const start = before?.end ?? list.start
  const end = behind?.start ?? list.end
  const isBelow = text.slice(start, first.start).includes('\n')
  const newline = text.slice(last.end, end).indexOf('\n')
  if (isBelow && newline !== -1) {
    return { start: lineStart(text, first.start), end: last.end + newline + 1, text: '' }
  }
  if (newline !== -1) {
    return behind?.kind === 'part'
      ? { start: first.start, end, text: '' }
      : { start, end: last.end, text: '' }
  }
  const isInComment = before !== undefined && text.startsWith('#', before.start)
  return isInComment ? { start: first.start, end, text: '' } : { start, end: last.end, text: '' }
}
