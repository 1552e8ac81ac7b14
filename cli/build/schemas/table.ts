/** Rows without repetition: what is equal as JSON stands in the table once. */
export class Table<Row> {
  readonly rows: Row[] = []
  private readonly indices = new Map<string, number>()

  /** The index of a row, which is added when it is new. */
  index(row: Row): number {
    const key = JSON.stringify(row)
    const known = this.indices.get(key)
    if (known !== undefined) return known
    this.indices.set(key, this.rows.length)
    return this.rows.push(row) - 1
  }
}
