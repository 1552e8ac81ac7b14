/** A search back through the history, as Ctrl-R begins one. */
export class Search {
  #wanted = ''
  #at = -1
  #isFailed = false

  /** @param lines of the history, the newest first */
  constructor(readonly lines: readonly string[]) {}

  /** The line that is found; empty while there is none. */
  get found(): string {
    return this.lines[this.#at] ?? ''
  }

  /** What the search looks like: `(search)'logs': config show Logs`. */
  get text(): string {
    return `(${this.#isFailed ? 'no such line' : 'search'})'${this.#wanted}': ${this.found}`
  }

  type(text: string): void {
    this.#wanted += text
    this.#look(Math.max(this.#at, 0))
  }

  erase(): void {
    this.#wanted = [...this.#wanted].slice(0, -1).join('')
    this.#at = -1
    this.#isFailed = false
    if (this.#wanted !== '') this.#look(0)
  }

  /** Looks for an older one. */
  next(): void {
    if (this.#wanted !== '') this.#look(this.#at + 1)
  }

  #look(from: number): void {
    const wanted = this.#wanted.toLowerCase()
    const at = this.lines.findIndex(
      (line, index) => index >= from && line.toLowerCase().includes(wanted),
    )
    this.#isFailed = at < 0
    if (at >= 0) this.#at = at
  }
}
