/** A line of one side; its place is undefined when only the other side has a line there. */
export interface DiffLine {
  readonly number: number
  readonly text: string
}

/** A line of each side; `<` marks a removed one, `>` an added one, `|` one that replaces another. */
export type LinePair = readonly [
  left: DiffLine | undefined,
  right: DiffLine | undefined,
  mark: ' ' | '<' | '>' | '|',
]

/** Lines that differ with those around them, each behind a blank, `-` or `+`; line numbers are 1-based. */
export interface SignedLines {
  readonly oldStart: number
  readonly newStart: number
  readonly lines: readonly string[]
}

/** Pairs the lines of a hunk: removed lines with those that replace them. */
export function pairedLines({ oldStart, newStart, lines }: SignedLines): LinePair[] {
  const rows: LinePair[] = []
  let oldLine = oldStart
  let newLine = newStart
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at++) {
      const left = removed[at]
      const right = added[at]
      rows.push([left, right, left === undefined ? '>' : right === undefined ? '<' : '|'])
    }
    removed = []
    added = []
  }
  for (const line of lines) {
    const text = line.slice(1)
    switch (line[0]) {
      case '-':
        removed.push({ number: oldLine++, text })
        break
      case '+':
        added.push({ number: newLine++, text })
        break
      case ' ':
        flush()
        rows.push([{ number: oldLine++, text }, { number: newLine++, text }, ' '])
        break
    }
  }
  flush()
  return rows
}
