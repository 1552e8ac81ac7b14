import type { Findings } from '../findings/findings.js'

const LF = 0x0a

/** The marks that `git merge` writes around the two sides of a conflict. Both sides are read. */
export class ConflictMarks {
  /** Whether a conflict has begun and has not ended. */
  inside = false

  constructor(
    private readonly text: string,
    private readonly findings: Findings,
  ) {}

  /**
   * Whether the line that begins at an index is a mark; `=======` counts only inside a conflict.
   */
  isMark(lineStart: number): boolean {
    const { text } = this
    const unit = text.charCodeAt(lineStart)
    if (unit === 0x3d ? !this.inside : unit !== 0x3c && unit !== 0x3e && unit !== 0x7c) return false
    for (let offset = 1; offset < 7; offset++) {
      if (text.charCodeAt(lineStart + offset) !== unit) return false
    }
    const after = text.charCodeAt(lineStart + 7)
    return Number.isNaN(after) || after === 0x20 || after === LF || after === 0x0d
  }

  /** Reports a conflict at its first mark, and notes whether the conflict has ended. */
  pass(lineStart: number): void {
    const unit = this.text.charCodeAt(lineStart)
    if (unit === 0x3c || !this.inside) {
      this.findings.reportAt(
        'syntax/merge-conflict',
        lineStart,
        lineStart + 7,
        'Merge conflict that nobody resolved',
        { detail: 'Keep one of the two sides and take the marks out.' },
      )
    }
    this.inside = unit !== 0x3e
  }
}
