import type { Range, TextEdit } from '../../syntax/index.js'

/**
 * Moves edits on a text to what other edits have made of it. Lines tell the two apart: what touches
 * the same line, or the one beside it, cannot be told apart.
 * @param edits in order, not overlapping
 * @param others the same, on the same text
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

/** The end is that of the last line, behind its newline. */
function wholeLines(text: string, { start, end }: Range): Range {
  const newline = text.indexOf('\n', Math.max(start, end - 1))
  return {
    start: text.lastIndexOf('\n', start - 1) + 1,
    end: newline < 0 ? text.length : newline + 1,
  }
}
