/** Who listens to which subjects: found by the tokens of a subject, however many listen. */
export class SubjectTree<T> {
  readonly #root = new Branch<T>()

  /** @param subject of which a token may be `*` */
  add(subject: string, value: T): void {
    let branch = this.#root
    for (const token of subject.split('.')) branch = branch.grow(token)
    branch.values.add(value)
  }

  remove(subject: string, value: T): void {
    this.#root.remove(subject.split('.'), value)
  }

  /** The subscriptions that take a subject, in no certain order. */
  matching(subject: string): T[] {
    let branches = [this.#root]
    for (const token of subject.split('.')) {
      branches = branches.flatMap((branch) => branch.taking(token))
    }
    return branches.flatMap(({ values }) => [...values])
  }
}

class Branch<T> {
  readonly values = new Set<T>()
  readonly #next = new Map<string, Branch<T>>()

  grow(token: string): Branch<T> {
    const next = this.#next.get(token) ?? new Branch<T>()
    this.#next.set(token, next)
    return next
  }

  taking(token: string): Branch<T>[] {
    return [this.#next.get(token), this.#next.get('*')].filter((branch) => branch !== undefined)
  }

  remove([token, ...rest]: readonly string[], value: T): void {
    if (token === undefined) {
      this.values.delete(value)
      return
    }
    const next = this.#next.get(token)
    if (next === undefined) return
    next.remove(rest, value)
    if (next.isBare) this.#next.delete(token)
  }

  get isBare(): boolean {
    return this.values.size === 0 && this.#next.size === 0
  }
}
