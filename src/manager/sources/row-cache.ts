import type { Rows } from './address.js'
import type { SourceCounts } from './counts.js'

/** What was found, for as long as a data source keeps it (`cache_size`, `cache_life`). */
export class RowCache {
  /** In the order of their last use. */
  readonly #kept = new Map<string, { readonly rows: Rows; readonly until: number }>()
  #hits = 0
  #misses = 0
  #inserts = 0
  readonly #deletions = { manual: 0, old: 0, crowded: 0 }

  /**
   * @param size how many answers are kept
   * @param life for how long, in ms
   */
  constructor(
    private readonly size: number,
    private readonly life: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get counts(): Omit<SourceCounts, 'name' | 'pending'> {
    return {
      kept: this.#kept.size,
      hits: this.#hits,
      misses: this.#misses,
      inserts: this.#inserts,
      deletions: { ...this.#deletions },
    }
  }

  get(key: string): Rows | undefined {
    const kept = this.#kept.get(key)
    this.#kept.delete(key)
    const isOld = kept !== undefined && kept.until <= this.now()
    if (isOld) this.#deletions.old++
    if (kept === undefined || isOld) {
      this.#misses++
      return undefined
    }
    this.#hits++
    this.#kept.set(key, kept)
    return kept.rows
  }

  /**
   * Keeps an answer. One without rows is not kept: whoever asks for names that do not exist would push
   * out all others, and a new user would stay unknown for as long as the answer.
   */
  keep(key: string, rows: Rows): void {
    if (rows.rows.length === 0 || this.size <= 0 || this.life <= 0) return
    this.#kept.delete(key)
    this.#kept.set(key, { rows, until: this.now() + this.life })
    this.#inserts++
    if (this.#kept.size <= this.size) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined && this.#kept.delete(oldest)) this.#deletions.crowded++
  }

  /** Forgets everything. @returns how much there was */
  flush(): number {
    const count = this.#kept.size
    this.#kept.clear()
    this.#deletions.manual += count
    return count
  }
}
