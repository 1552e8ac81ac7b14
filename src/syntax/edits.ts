import type { Range } from './source.js'

/** Replaces the text from `start` to `end`, exclusive, by `text`. */
export interface TextEdit extends Range {
  readonly text: string
}

/**
 * Applies edits to a text. They must be in order and disjoint; insertions at the same place are
 * applied in the given order.
 * @throws RangeError when an edit is outside the text, or begins before the end of the previous one
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = []
  let at = 0
  for (const edit of edits) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}-${edit.end} is out of order or outside the text`)
    }
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  parts.push(text.slice(at))
  return parts.join('')
}

/** The edits that undo `edits`: they turn the edited text back into `text`. */
export function invertEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0
  return edits.map((edit) => {
    const start = edit.start + shift
    shift += edit.text.length - (edit.end - edit.start)
    return { start, end: start + edit.text.length, text: text.slice(edit.start, edit.end) }
  })
}

/** Sorts edits by their places; insertions at the same place keep their order. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
}
