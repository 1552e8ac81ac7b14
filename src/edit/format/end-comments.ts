/**
 * A comment at the end of a line, or its continuation on the next line, whose column depends on the
 * comments around it.
 */
export interface EndComment {
  /** The width of the line before the comment, without trailing blanks. */
  readonly before: number
  /** The column that the author chose. */
  readonly column: number
  /** The number of its line in the new text. */
  readonly line: number
}

/**
 * The columns of comments at line ends: one blank after the text of the line. Comments that the
 * author aligned stay aligned, if they are on adjacent lines.
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

/** Runs of comments on adjacent lines in the same column. */
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
