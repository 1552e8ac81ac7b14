interface Limits {
  /** How many commands are known. */
  readonly commands: number
  /** How many bytes the answers to them may have together. */
  readonly bytes: number
}

const USUAL: Limits = { commands: 10_000, bytes: 32 * 1024 * 1024 }

/**
 * What was answered to which command, so that one that comes twice runs once. Of the oldest ones only
 * is known that there were such; those before are forgotten.
 */
export class PastAnswers {
  readonly #limits: Limits
  readonly #known = new Map<string, readonly Uint8Array[] | 'running' | 'dropped'>()
  /** The keys of the answers that are kept, the oldest first. */
  readonly #kept = new Map<string, number>()
  #bytes = 0

  constructor(limits: Limits = USUAL) {
    this.#limits = limits
  }

  /** `new` for a command that has not come yet, which counts as running from now on. */
  look(key: string): readonly Uint8Array[] | 'new' | 'running' | 'dropped' {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    this.#known.set(key, 'running')
    this.#forget()
    return 'new'
  }

  keep(key: string, messages: readonly Uint8Array[]): void {
    const size = messages.reduce((sum, { length }) => sum + length, 0)
    this.#known.set(key, messages)
    this.#kept.set(key, size)
    this.#bytes += size
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limits.bytes) return
      this.#drop(oldest)
      this.#known.set(oldest, 'dropped')
    }
  }

  #forget(): void {
    for (const [oldest, state] of this.#known) {
      if (this.#known.size <= this.#limits.commands) return
      // What runs is as young as it gets: there are never as many.
      if (state === 'running') continue
      this.#drop(oldest)
      this.#known.delete(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key) ?? 0
    this.#kept.delete(key)
  }
}
