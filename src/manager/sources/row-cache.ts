import type { Rows } from './address.js'

/** What was found, for as long as a data source keeps it (`cache_size`, `cache_life`). */
export class RowCache {
  /** In the order of their last use. */
  readonly #kept = new Map<string, { readonly rows: Rows; readonly until: number }>()

  /**
   * @param size how many answers are kept
   * @param life for how long, in ms
   */
  constructor(
    private readonly size: number,
    private readonly life: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get count(): number {
    return this.#kept.size
  }

  get(key: string): Rows | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined) return undefined
    this.#kept.delete(key)
    if (kept.until <= this.now()) return undefined
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
    if (this.#kept.size <= this.size) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }

  /** Forgets everything. @returns how much there was */
  flush(): number {
    const count = this.#kept.size
    this.#kept.clear()
    return count
  }
}
