/** A part of an outcome, and what stands there for the comparison. */
type Replacement = readonly [part: RegExp, text: string]

/** A difference between two builds that somebody asked for. */
export interface Expected {
  /** Issue and point. */
  readonly point: string
  /** What is another, in words. */
  readonly what: string
  /** The command lines that may show it. */
  readonly runs: RegExp
  /** What of the old outcome reads otherwise in the new one. */
  readonly old?: Replacement
  /** What of the new outcome is left out, or stands for what the old one has. */
  readonly made?: Replacement
}

/** Holds outcomes of two builds against each other. */
export class Comparison {
  readonly #expected: readonly Expected[]
  readonly #runs = new Map<Expected, number>()

  constructor(expected: readonly Expected[]) {
    this.#expected = expected
  }

  /**
   * Takes from two outcomes what was asked for.
   *
   * @returns what they then are; undefined when they are the same
   */
  of(words: string, was: string, is: string): { was: string; is: string } | undefined {
    // The lines of a help break where its widest flag leaves room.
    const isHelp = words.endsWith('--help')
    let [left, right] = isHelp ? [unbroken(was), unbroken(is)] : [was, is]
    if (left === right) return undefined
    for (const each of this.#expected) {
      if (!each.runs.test(words)) continue
      const [wasLeft, wasRight] = [left, right]
      if (each.old) left = left.replace(...each.old)
      if (each.made) right = right.replace(...each.made)
      const isSeen = left !== wasLeft || right !== wasRight
      if (isSeen) this.#runs.set(each, (this.#runs.get(each) ?? 0) + 1)
    }
    return left === right ? undefined : { was: left, is: right }
  }

  /** What was expected, and showed in no run. */
  unseen(): Expected[] {
    return this.#expected.filter((each) => !this.#runs.has(each))
  }

  /** How many runs showed what was asked for: for each of the differences in words. */
  seen(): [what: string, runs: number][] {
    return [...this.#runs].map(([{ point, what }, runs]) => [`${point} ${what}`, runs])
  }
}

/** A help with a line for each flag and command, however long. */
function unbroken(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll(' [', '[')
  return line.replace(/ (?=-\w, --|(?<!, )--|ecconf )/g, '\n')
}
