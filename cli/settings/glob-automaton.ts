// What a state of an automaton reads, beside the code of a character.
const INNER = -1
const ANY = -2
const NOTHING = -3
const END = -4

const SLASH = 47

/**
 * A glob as an automaton, all of whose states are followed at once: whatever the pattern is, to match
 * takes no more steps than it has characters times those of the path. (A regular expression of the
 * language tries one way after the other, and a pattern with a dozen stars has more ways than time.)
 */
export class GlobAutomaton {
  readonly #reads: number[] = []
  /** Where a state that reads nothing leads to; the others lead to the one behind them. */
  readonly #ways: (readonly number[])[] = []
  #seen: Int32Array | undefined
  /** How many states all tests so far have gone through. */
  steps = 0

  /** @param glob relative to some folder */
  constructor(glob: string) {
    const open: OpenGroup[] = []
    const lastClosing = glob.lastIndexOf('}')
    for (let at = 0; at < glob.length; at++) {
      const sign = glob[at] as string
      const group = open.at(-1)
      if (sign === '*' && glob[at + 1] === '*') {
        while (glob[at + 1] === '*') at++
        // `**/` may stand for no folder at all.
        if (glob[at + 1] === '/') {
          at++
          this.#addFolders()
        } else this.#addMany(ANY)
      } else if (sign === '*') this.#addMany(INNER)
      else if (sign === '?') this.#add(INNER)
      else if (sign === '{' && at < lastClosing) {
        open.push({ last: this.#addFork(), ends: [] })
      } else if (sign === '}' && group !== undefined) {
        this.#close(group)
        open.pop()
      } else if (sign === ',' && group !== undefined) {
        group.ends.push(this.#add(NOTHING))
        this.#ways[group.last] = [group.last + 1, this.#reads.length]
        group.last = this.#addFork()
      } else this.#add(sign.charCodeAt(0))
    }
    for (const group of open.reverse()) this.#close(group)
    this.#add(END)
  }

  /** Whether a path matches, or lies in a folder that does. */
  test(path: string): boolean {
    this.#seen ??= new Int32Array(this.#reads.length)
    this.#seen.fill(0)
    let states: number[] = []
    this.#reach(0, states, 1)
    for (let at = 0; at <= path.length; at++) {
      const code = at < path.length ? path.charCodeAt(at) : SLASH
      if (code === SLASH && states.some((state) => this.#reads[state] === END)) return true
      const following: number[] = []
      for (const state of states) {
        if (isRead(code, this.#reads[state])) this.#reach(state + 1, following, at + 2)
      }
      if (following.length === 0) return false
      states = following
    }
    return false
  }

  /** Adds a state, and all that it leads to without reading. @param turn another number each time */
  #reach(first: number, states: number[], turn: number): void {
    const seen = this.#seen as Int32Array
    const left = [first]
    for (let state = left.pop(); state !== undefined; state = left.pop()) {
      if (seen[state] === turn) continue
      seen[state] = turn
      this.steps++
      if (this.#reads[state] === NOTHING) left.push(...(this.#ways[state] ?? []))
      else states.push(state)
    }
  }

  #add(reads: number, ways: readonly number[] = []): number {
    this.#ways.push(ways)
    return this.#reads.push(reads) - 1
  }

  /** A state from which another way leads on, which is not known yet. */
  #addFork(): number {
    const { length } = this.#reads
    return this.#add(NOTHING, [length + 1])
  }

  /** Any number of characters. */
  #addMany(reads: number): void {
    const { length } = this.#reads
    this.#add(NOTHING, [length + 1, length + 3])
    this.#add(reads)
    this.#add(NOTHING, [length])
  }

  /** Any number of folders, each with its slash. */
  #addFolders(): void {
    const { length } = this.#reads
    this.#add(NOTHING, [length + 1, length + 5])
    this.#addMany(ANY)
    this.#add(SLASH)
  }

  #close({ ends }: OpenGroup): void {
    for (const end of ends) this.#ways[end] = [this.#reads.length]
  }
}

/** `{a,b}` as far as it was read. */
interface OpenGroup {
  /** The state before the alternative that is being read. */
  last: number
  /** The states behind the others: they lead to where the group ends. */
  readonly ends: number[]
}

function isRead(code: number, reads: number | undefined): boolean {
  return reads === code || reads === ANY || (reads === INNER && code !== SLASH)
}
