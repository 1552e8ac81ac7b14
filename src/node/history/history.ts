import { join } from 'node:path'
import { identityOf, isSameFolder } from '../files/folder-identity.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { StateFolder } from '../transactions/state-folder.js'
import {
  MOST_ENTRY,
  readRecord,
  type TransactionRecord,
} from '../transactions/transaction-record.js'
import { hasCode } from '../writing/write-error.js'
import { type EntryState, entryOf, type HistoryEntry } from './history-entry.js'

/** How much is kept; the oldest entries go first, those that wait for a confirmation never. */
const MOST_ENTRIES = 100
const MOST_BYTES = 64 * 1024 * 1024

const ENTRY = /^(\d{6,9})\.json$/
const ARMED = /^([0-9a-f]{16})\.armed$/

/** The entries of a history and what could not be read of it. */
export interface HistoryReading {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[]
  /** The paths of damaged entries. */
  readonly damaged: readonly string[]
  /** The paths of entries of earlier versions of the program, which this one leaves alone. */
  readonly older: readonly string[]
  /** The paths of entries that others have made, and this user may not read or does not trust. */
  readonly unreadable: readonly string[]
}

/**
 * The history that lies in a folder, beside a main file.
 * @throws the system's errors when it is there and cannot be read
 */
export function readHistory(folder: string, machine: Machine = THIS_MACHINE): HistoryReading {
  return StateFolder.with(folder, machine, (state) => new History(state).read())
}

/** One entry; undefined when there is none of this number, or it is damaged. */
export function readEntry(
  folder: string,
  number: number,
  machine: Machine = THIS_MACHINE,
): HistoryEntry | undefined {
  return readHistory(folder, machine).entries.find((entry) => entry.number === number)
}

/** Says of an armed entry that it is not armed any more. Of one that is not it says nothing. */
export function disarmEntry(folder: string, number: number, machine: Machine = THIS_MACHINE): void {
  StateFolder.with(folder, machine, (state) => new History(state).disarm(number))
}

/** What can be told of the file of an entry. */
type Reading =
  | { readonly kind: 'whole'; readonly record: TransactionRecord; readonly owner: number }
  | { readonly kind: 'damaged' | 'older' | 'unreadable' }

/** The entries of a state folder, each a file. */
export class History {
  constructor(readonly state: StateFolder) {}

  /**
   * Adds a write that is done.
   * @param path of its record in the journal, which becomes the entry
   * @returns its number
   */
  add(path: string): number {
    const numbers = this.#numbers()
    let number = nextNumber(numbers)
    while (!this.state.link(path, this.#path(number))) {
      numbers.push(number)
      number = nextNumber(numbers)
    }
    try {
      this.#forgetOldest()
    } catch {
      // The next write tries again.
    }
    return number
  }

  /**
   * Says that a write is to wait for a confirmation. Before it is an entry: one that waits must never
   * look as if it did not.
   */
  arm(id: string): void {
    this.state.replace(this.#armedPath(id), new Uint8Array(), id)
  }

  read(): HistoryReading {
    const armed = this.#armed()
    const taken = new Set<number>()
    const entries: HistoryEntry[] = []
    const passedOver = { damaged: [], older: [], unreadable: [] } as Record<
      Exclude<Reading['kind'], 'whole'>,
      string[]
    >
    for (const number of this.#numbers().reverse()) {
      const reading = this.#reading(number)
      if (reading === undefined) continue
      if (reading.kind !== 'whole') {
        passedOver[reading.kind].push(this.#path(number))
        continue
      }
      const { record, owner } = reading
      const isTaken = taken.has(number)
      // What was taken back takes nothing back.
      if (record.rollsBack !== undefined && !isTaken) taken.add(record.rollsBack)
      const state = isTaken ? 'taken-back' : this.#stateOf(record, armed.has(record.id))
      entries.push(entryOf(record, { number, owner, state }))
    }
    return { entries, ...passedOver }
  }

  /** In a copy of the folder nothing waits, and nobody has confirmed anything. */
  #stateOf(record: TransactionRecord, isArmed: boolean): EntryState {
    if (record.confirmBy === undefined || !this.isHere(record)) return 'done'
    return isArmed ? 'armed' : 'confirmed'
  }

  /** Whether a record was made in this very folder, and did not come here with a copy of it. */
  isHere({ folder }: TransactionRecord): boolean {
    const { status, machine } = this.state
    return isSameFolder(folder, identityOf(status, machine.processes))
  }

  disarm(number: number): void {
    const id = this.#idOf(number)
    if (id !== undefined && this.#armed().has(id)) this.disarmWrite(id)
  }

  /** As `disarm`, of a write that may be no entry. */
  disarmWrite(id: string): void {
    this.state.remove(this.#armedPath(id))
    this.state.sync(this.state.history)
  }

  /**
   * Removes what says that a write waits for a confirmation when it does not: its process died over
   * it, or over taking it back, or it waits elsewhere.
   * @returns the entries that wait in the folder that this one is a copy of
   */
  disarmStray(): HistoryEntry[] {
    const armed = this.#armed()
    if (armed.size === 0) return []
    // In this order: what leaves the journal is in the history before.
    const underWay = this.state.list(this.state.journal)
    const { entries, damaged, unreadable, older } = this.read()
    const isSeen = damaged.length + unreadable.length + older.length === 0
    const copied: HistoryEntry[] = []
    for (const id of armed) {
      const entry = entries.find((each) => each.id === id)
      const isNone = isSeen && entry === undefined && !underWay.includes(`${id}.json`)
      if (entry?.state === 'done') copied.push(entry)
      if (isNone || entry?.state === 'taken-back' || entry?.state === 'done') this.disarmWrite(id)
    }
    return copied
  }

  /** Whether any entry waits for a confirmation: one look at the names. */
  hasArmed(): boolean {
    return this.#armed().size > 0
  }

  #armed(): Set<string> {
    const ids = this.state.list(this.state.history).flatMap((name) => ARMED.exec(name)?.[1] ?? [])
    return new Set(ids)
  }

  #armedPath(id: string): string {
    return join(this.state.history, `${id}.armed`)
  }

  #path(number: number): string {
    return join(this.state.history, `${String(number).padStart(6, '0')}.json`)
  }

  /** In order. */
  #numbers(): number[] {
    const names = this.state.list(this.state.history)
    return names
      .flatMap((name) => ENTRY.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** The number of a write that a dead process may have added; undefined when it has not. */
  numberOf(id: string): number | undefined {
    return this.#numbers()
      .reverse()
      .find((number) => this.#idOf(number) === id)
  }

  /** Whether an entry is one of some writes, as far as this user can see. */
  #mayBe(number: number, ids: ReadonlySet<string>): boolean {
    const id = this.#idOf(number)
    return id === undefined || ids.has(id)
  }

  #idOf(number: number): string | undefined {
    const reading = this.#reading(number)
    return reading?.kind === 'whole' ? reading.record.id : undefined
  }

  /** Undefined when there is none. What cannot be read hides no other entry. */
  #reading(number: number): Reading | undefined {
    try {
      const contents = this.state.read(this.#path(number))
      if (contents === undefined) return undefined
      const { bytes, uid } = contents
      if (this.state.place.users?.includes(uid) === false) return { kind: 'unreadable' }
      const record = readRecord(bytes, this.state.folder)
      return typeof record === 'string' ? { kind: record } : { kind: 'whole', record, owner: uid }
    } catch (error) {
      return { kind: hasCode(error, 'EACCES', 'EPERM') ? 'unreadable' : 'damaged' }
    }
  }

  #forgetOldest(): void {
    const numbers = this.#numbers()
    const sizes = numbers.map((number) => this.state.calls.status(this.#path(number))?.size ?? 0)
    let bytes = sizes.reduce((sum, size) => sum + size, 0)
    const armed = this.#armed()
    let left = numbers.length
    for (const [index, number] of numbers.entries()) {
      // The newest always stays, whatever its size.
      if (index === numbers.length - 1) break
      if (left <= MOST_ENTRIES && bytes <= MOST_BYTES) break
      if (armed.size > 0 && this.#mayBe(number, armed)) continue
      this.state.removeQuietly(this.#path(number))
      left--
      bytes -= sizes[index] as number
    }
  }
}

/** The one after the last, or the first that is free where somebody has used up the numbers. */
function nextNumber(numbers: readonly number[]): number {
  const next = numbers.reduce((most, number) => Math.max(most, number), 0) + 1
  if (next <= MOST_ENTRY) return next
  const taken = new Set(numbers)
  let number = 1
  while (taken.has(number)) number++
  return number
}
