import { partitionPoint, type Source } from '../../syntax/index.js'

/**
 * Where the lines of a text begin for the protocol, counted from 0: there a lone CR ends a line too,
 * which it does not for people (`Source`).
 */
export class LineIndex {
  private constructor(
    readonly source: Source,
    readonly starts: Int32Array | undefined,
  ) {}

  static of(source: Source): LineIndex {
    const { text } = source
    if (!/\r(?!\n)/.test(text)) return new LineIndex(source, undefined)
    const starts = [0]
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length)
    return new LineIndex(source, Int32Array.from(starts))
  }

  get count(): number {
    return this.starts?.length ?? this.source.lineCount
  }

  lineAt(index: number): number {
    const { starts } = this
    if (starts === undefined) return this.source.lineAt(index) - 1
    return partitionPoint(starts.length, (line) => (starts[line] as number) <= index) - 1
  }

  start(line: number): number {
    if (this.starts === undefined) return this.source.lineStart(line + 1)
    return this.starts[line] ?? this.source.length
  }

  /** Where a line ends, before its line end. */
  end(line: number): number {
    const { text } = this.source
    const start = this.start(line)
    let end = line + 1 < this.count ? this.start(line + 1) : text.length
    while (end > start && isLineEnd(text.charCodeAt(end - 1))) end--
    return end
  }
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}
