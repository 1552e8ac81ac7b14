import { diffArrays } from 'diff'
import type { TextEdit } from '../../syntax/index.js'

/** With more changed lines than this, the search for the smallest difference takes too long. */
const MOST_CHANGES = 2000

/**
 * The edits that turn one text into another, for a text edited by hand: line by line, and in
 * changed lines only the differing middle.
 */
export function editsBetween(before: string, after: string): TextEdit[] {
  if (before === after) return []
  const head = commonLines(before, after)
  const [old, next] = [before, after].map((text) => linesOf(text.slice(head))) as [
    string[],
    string[],
  ]
  const parts = diffArrays(old, next, { maxEditLength: MOST_CHANGES })
  if (parts === undefined) {
    return [trimmed(before, { start: head, end: before.length, text: after.slice(head) })]
  }
  const edits: TextEdit[] = []
  let at = head
  let from = head
  let text = ''
  const flush = () => {
    if (at > from || text !== '') edits.push(trimmed(before, { start: from, end: at, text }))
    text = ''
  }
  for (const { added, removed, value } of parts) {
    const piece = value.join('')
    if (added) text += piece
    else if (removed) at += piece.length
    else {
      flush()
      at += piece.length
      from = at
    }
  }
  flush()
  return edits
}

/** The length of the whole lines that both texts begin with. */
function commonLines(a: string, b: string): number {
  const same = a.slice(0, commonStart(a, b))
  return same.lastIndexOf('\n') + 1
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** An edit without the equal text at its beginning and end. */
function trimmed(before: string, { start, end, text }: TextEdit): TextEdit {
  const old = before.slice(start, end)
  const head = commonStart(old, text)
  const tail = commonEnd(old.slice(head), text.slice(head))
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }
}

/** Does not split the two halves of a character beyond U+FFFF. */
function commonStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let at = 0
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at > 0 && isHighSurrogate(a.charCodeAt(at - 1)) ? at - 1 : at
}

function commonEnd(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let tail = 0
  while (tail < limit && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) {
    tail++
  }
  const splitsPair =
    isHighSurrogate(a.charCodeAt(a.length - tail - 1)) ||
    isHighSurrogate(b.charCodeAt(b.length - tail - 1))
  return tail > 0 && splitsPair ? tail - 1 : tail
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}
