import { LEVELS, type Level, type Report } from './paniclog.js'

/** A report that went into the paniclog. */
export interface PastReport {
  readonly time: Date
  readonly level: Level
  readonly text: string
}

/** How many of each level are kept. */
const MOST_OF_A_LEVEL = 10

/** How many characters of one are kept. */
const MOST_CHARACTERS = 2000

/** The last reports of each level, in memory. */
export class PastReports {
  readonly #byLevel = new Map<Level, (PastReport & { readonly number: number })[]>()
  #last = 0

  /** What is written whatever `Debug_Flags` says counts as a notice. */
  add({ level, text }: Report, time: Date): void {
    const of = level === 'always' ? 'notice' : level
    const reports = this.#byLevel.get(of) ?? []
    const number = this.#last++
    reports.push({ number, time, level: of, text: text.slice(0, MOST_CHARACTERS) })
    if (reports.length > MOST_OF_A_LEVEL) reports.shift()
    this.#byLevel.set(of, reports)
  }

  /** In the order in which they came. */
  list(): readonly PastReport[] {
    const all = LEVELS.flatMap((level) => this.#byLevel.get(level) ?? [])
    return all.sort((a, b) => a.number - b.number)
  }
}
