/**
 * Rows of JSON, a line each, of which only those are parsed that are asked for: a short run looks at
 * few of the options that the product has.
 */
export class Rows<T> {
  private lines: readonly string[] | undefined
  private readonly parsed: T[] = []

  /** @param text a function, so that the text is not loaded before it is asked for */
  constructor(private readonly text: () => string) {}

  /** @param index from 0, of a row that is there */
  at(index: number): T {
    let row = this.parsed[index]
    if (row === undefined) {
      this.lines ??= this.text().split('\n')
      row = JSON.parse(this.lines[index] as string) as T
      this.parsed[index] = row
    }
    return row
  }
}
