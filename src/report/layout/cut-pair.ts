/** Marks where a text is cut. */
const CUT = '…'
/** How much is shown before the first difference, and at least behind it, in characters. */
const BEFORE = 16
const BEHIND = 8

/**
 * Two texts on one line, each cut to a number of characters where they first differ: cut at the same
 * place, a long old and a long new value would look the same.
 */
export function cutPair(before: string, after: string, longest: number): [string, string] {
  if (before.length <= longest && after.length <= longest) return [before, after]
  const differs = firstDifference(before, after)
  const start = differs + BEHIND < longest ? 0 : Math.max(differs - BEFORE, 0)
  return [cutText(before, longest, start), cutText(after, longest, start)]
}

/** A text cut to a number of characters, beginning at an index. */
export function cutText(text: string, longest: number, start = 0): string {
  const from = isInPair(text, start) ? start - 1 : start
  const head = from === 0 ? '' : CUT
  const room = longest - head.length
  if (text.length - from <= room) return head + text.slice(from)
  const limit = from + room - CUT.length
  return head + text.slice(from, isInPair(text, limit) ? limit - 1 : limit) + CUT
}

function firstDifference(before: string, after: string): number {
  const end = Math.min(before.length, after.length)
  let at = 0
  while (at < end && before.charCodeAt(at) === after.charCodeAt(at)) at++
  return at
}

/** Whether an index lies between the halves of a surrogate pair. */
function isInPair(text: string, index: number): boolean {
  return index > 0 && (text.codePointAt(index - 1) as number) > 0xffff
}
