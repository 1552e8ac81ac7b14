/** What a data source has been asked, and what became of what it kept. */
export interface SourceCounts {
  readonly name: string
  /** Answers that are kept now. */
  readonly kept: number
  readonly hits: number
  readonly misses: number
  /** Questions that waited for the answer to the same question. */
  readonly pending: number
  readonly inserts: number
  readonly deletions: Deletions
}

/** How many answers were forgotten, by the reason. */
export interface Deletions {
  /** By a command. */
  readonly manual: number
  /** Too old (`cache_life`). */
  readonly old: number
  /** Pushed out by others (`cache_size`). */
  readonly crowded: number
}
