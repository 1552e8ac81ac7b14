/** Rows of JSON, one per line, parsed on demand: a short run needs few of the product's options. */
export class Rows<T> {
  private lines: readonly string[] | undefined
  private readonly parsed: T[] = []

  /** @param text returns the rows; called only when a row is needed */
  constructor(private readonly text: () => string) {}

  /** @param index of an existing row, 0-based */
  at(index: number): T {
    let row = this.parsed[index]
    if (row === undefined) {
      row = JSON.parse(this.all[index] as string) as T
      this.parsed[index] = row
    }
    return row
  }

  /** The number of rows. */
  get size(): number {
    return this.all.length
  }

  private get all(): readonly string[] {
    this.lines ??= this.text().split('\n')
    return this.lines
  }
}
