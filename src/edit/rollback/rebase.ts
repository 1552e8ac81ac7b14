import type { Range, TextEdit } from '../../syntax/index.js'

/**
 * Moves edits of a text to the text after other edits. Edits in the same line, or in adjacent
 * lines, count as touching.
 * @param edits in order and disjoint
 * @param others in order and disjoint, of the same text
 * @returns undefined when the two touch each other
 */
export function rebaseEdits(
  text: string,
  edits: readonly TextEdit[],
  others: readonly TextEdit[],
): TextEdit[] | undefined {
  const moved: TextEdit[] = []
  const around = others.map((other) => wholeLines(text, other))
  for (const edit of edits) {
    const { start, end } = wholeLines(text, edit)
    if (around.some((other) => start <= other.end && other.start <= end)) return undefined
    let shift = 0
    for (const other of others) {
      if (other.end > edit.start) break
      shift += other.text.length - (other.end - other.start)
    }
    moved.push({ ...edit, start: edit.start + shift, end: edit.end + shift })
  }
  return moved
}

/** A range extended to whole lines, including the last newline. */
function wholeLines(text: string, { start, end }: Range): Range {
  const newline = text.indexOf('\n', Math.max(start, end - 1))
  return {
    start: text.lastIndexOf('\n', start - 1) + 1,
    end: newline < 0 ? text.length : newline + 1,
  }
}
