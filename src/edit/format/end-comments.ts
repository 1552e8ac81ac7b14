/**
 * A comment at a line's end, or one on the line below that goes on with it, whose place depends on
 * the other comments around it.
 */
export interface EndComment {
  /** The columns before the blanks that stand before it. */
  readonly before: number
  /** The column that its author gave it. */
  readonly column: number
  /** The number of its line in the new text. */
  readonly line: number
}

/**
 * The columns of comments at the ends of lines: one blank behind what stands there. Those that their
 * author put below each other stay so, on lines with nothing between them.
 * @param comments in the order of the text
 */
export function endCommentColumns(comments: readonly EndComment[]): Map<EndComment, number> {
  const columns = new Map<EndComment, number>()
  for (const run of runsOfColumns(comments)) {
    const column = run.reduce((widest, { before }) => Math.max(widest, before), 0) + 1
    for (const comment of run) columns.set(comment, column)
  }
  return columns
}

/** The comments of lines that follow each other, in the same column. */
function runsOfColumns(comments: readonly EndComment[]): EndComment[][] {
  const runs: EndComment[][] = []
  let last: EndComment | undefined
  for (const comment of comments) {
    const isBelow = last?.column === comment.column && comment.line - last.line <= 1
    if (isBelow) runs.at(-1)?.push(comment)
    else runs.push([comment])
    last = comment
  }
  return runs
}
