import type { Configuration } from '../../config/index.js'
import { ChangeLog, type LineChange, type PlacedChange, withChanges } from './change-log.js'

/** How many lines a transaction may have, and how many characters they may have together. */
const MOST_LINES = 100_000
const MOST_CHARACTERS = 16 * 1024 * 1024

/** A line of a transaction that has been carried out. */
export interface TransactionLine {
  /** As typed, from the word `config` on. */
  readonly text: string
  readonly change: LineChange
  /** The line says something of nodes alone, and nothing of what runs here. */
  readonly isForNodes?: boolean
}

/** What a transaction begins with. */
export interface TransactionBase {
  /** Of the running configuration when the transaction began. */
  readonly generation: number
  /** What the first line is read against. */
  readonly view: Configuration
  /** The files, or nothing but implicit settings: what changes are made to. */
  readonly root: Configuration
  /** Whether it began with nothing but the implicit settings, whatever runs. */
  readonly isFromScratch: boolean
}

/** Changes that one session prepares and nobody else sees (runtime spec 3.3). */
export class Transaction {
  readonly generation: number
  readonly isFromScratch: boolean
  readonly #lines: TransactionLine[] = []
  readonly #changes = new ChangeLog()
  readonly #root: Configuration
  #view: Configuration
  #characters = 0

  constructor({ generation, view, root, isFromScratch }: TransactionBase) {
    this.generation = generation
    this.isFromScratch = isFromScratch
    this.#view = view
    this.#root = root
  }

  /** The configuration as it would be. */
  get view(): Configuration {
    return this.#view
  }

  /** Every line since the beginning that was carried out, in order. */
  get lines(): readonly TransactionLine[] {
    return this.#lines
  }

  /** What the lines come to. */
  get changes(): readonly PlacedChange[] {
    return this.#changes.list()
  }

  /** Whether there is room for a line. */
  hasRoomFor(text: string): boolean {
    return this.#lines.length < MOST_LINES && this.#characters + text.length <= MOST_CHARACTERS
  }

  /** @throws InvalidChangeError */
  add(text: string, placed: PlacedChange): void {
    this.#view = withChanges(this.#view, [placed])
    this.#lines.push({ text, change: placed.change })
    this.#changes.add(placed, this.#root)
    this.#characters += text.length
  }

  /** Takes a line that says something of nodes alone: only a cluster commit can carry it out. */
  addForNodes(text: string, change: LineChange): void {
    this.#lines.push({ text, change, isForNodes: true })
    this.#characters += text.length
  }
}
