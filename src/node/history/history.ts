import { join } from 'node:path'
import { WRITTEN_BY_OTHERS } from '../access/rights.js'
import { identityOf, isSameFolder } from '../files/folder-identity.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { MOST_OF_A_RECORD, StateFolder } from '../transactions/state-folder.js'
import {
  FRONT,
  idAtFront,
  MOST_ENTRY,
  mayRollBack,
  recordBytes,
  type TransactionRecord,
} from '../transactions/transaction-record.js'
import { hasCode } from '../writing/write-error.js'
import { type EntryState, entryOf, type HistoryEntry } from './history-entry.js'

/**
 * The limits of the history. The oldest entries are removed first, never one that waits for a
 * confirmation. No more than this is read either: whoever may write there may have put any number
 * of entries of any size.
 */
const MOST_ENTRIES = 100
const MOST_BYTES = 64 * 1024 * 1024

/** How many old entries one write examines, to see whether they wait, before it removes them. */
const MOST_LOOKS = 10

/** How many of the oldest entries are searched for one that waits; only one waits at a time. */
const MOST_WAITING = 4

/** How many marks of waiting are looked at; only one write waits at a time. */
const MOST_MARKS = 16

const ENTRY = /^(\d{6,9})\.json$/
const ARMED = /^([0-9a-f]{16})\.armed$/

/** The entries of a history, and the paths of those that could not be read. */
export interface HistoryReading {
  /** The newest first. */
  readonly entries: readonly HistoryEntry[]
  /** The paths of damaged entries. */
  readonly damaged: readonly string[]
  /** The paths of entries of earlier versions of the program, which this one leaves alone. */
  readonly older: readonly string[]
  /** The paths of entries by others that this user may not read or does not trust. */
  readonly unreadable: readonly string[]
  /**
   * The paths of entries beyond the limits of the history, or with the others more than one run reads.
   */
  readonly beyond?: readonly string[]
}

/**
 * The history in the state folder of a folder.
 * @param folder the folder of the main file
 * @throws the system's errors when the history exists and cannot be read
 */
export function readHistory(folder: string, machine: Machine = THIS_MACHINE): HistoryReading {
  return StateFolder.with(folder, machine, (state) => new History(state).read())
}

/** One entry by its number; undefined when there is none, or it is damaged. */
export function readEntry(
  folder: string,
  number: number,
  machine: Machine = THIS_MACHINE,
): HistoryEntry | undefined {
  return readHistory(folder, machine).entries.find((entry) => entry.number === number)
}

/** Marks an armed entry as no longer armed; does nothing for another entry. */
export function disarmEntry(folder: string, number: number, machine: Machine = THIS_MACHINE): void {
  StateFolder.with(folder, machine, (state) => new History(state).disarm(number))
}

/** What is known of the file of an entry. */
type Reading = (
  | { readonly kind: 'whole'; readonly record: TransactionRecord; readonly owner: number }
  | { readonly kind: 'damaged' | 'older' | 'unreadable' | 'beyond' | 'unwanted' }
) & {
  /** Bytes read. */
  readonly size: number
}

/** An entry without its files, which may be large. */
export type WrittenEntry = Omit<HistoryEntry, 'files'>

/** The entries of a state folder, each a file. */
export class History {
  constructor(readonly state: StateFolder) {}

  /**
   * Adds a finished write.
   * @param path of its record in the journal, which becomes the entry
   * @returns the number of the entry
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
   * Marks a write as waiting for a confirmation. To be called before `add`: an entry that waits
   * must never look as if it did not.
   */
  arm(id: string): void {
    this.state.replace(this.#armedPath(id), new Uint8Array(), id)
  }

  read(): HistoryReading {
    const entries: HistoryEntry[] = []
    const passedOver = this.#visit((entry) => entries.push(entry))
    return { entries, ...passedOver }
  }

  /**
   * The entries that wait for a confirmation, the newest first, without keeping others in memory.
   */
  armed(): HistoryEntry[] {
    const armed = this.#armed()
    if (armed.size === 0) return []
    const entries: HistoryEntry[] = []
    const take = (entry: HistoryEntry) => {
      if (entry.state === 'armed') entries.push(entry)
    }
    this.#visit(take, (bytes) => mayConcern(bytes, armed))
    return entries
  }

  /**
   * The entries of this user whose time for a confirmation is not over, that nobody has confirmed and that
   * have no mark of waiting: whoever may write there may have taken it away, to bring it back.
   */
  unmarked(): HistoryEntry[] {
    const { processes } = this.state.machine
    const [uid, now] = [processes.uid(), processes.now().getTime()]
    return this.read().entries.filter(({ number, owner, state, confirmBy }) => {
      const isOpen = state === 'confirmed' && Date.parse(confirmBy ?? '') > now
      if (!isOpen || owner !== (uid ?? owner)) return false
      const reading = this.#reading(number)
      return reading?.kind === 'whole' && reading.record.confirmed !== true
    })
  }

  /**
   * Goes through the entries, the newest first.
   * @param isWanted whether an entry with these bytes is to be parsed
   * @returns the paths of what was passed over
   */
  #visit(
    take: (entry: HistoryEntry) => void,
    isWanted: (bytes: Uint8Array) => boolean = () => true,
  ): Omit<HistoryReading, 'entries'> {
    const armed = this.#armed()
    const taken = new Set<number>()
    const passedOver: Record<'damaged' | 'older' | 'unreadable', string[]> = {
      damaged: [],
      older: [],
      unreadable: [],
    }
    const tooMuch: number[] = []
    const visit = (number: number): number => {
      const reading = this.#reading(number, isWanted)
      if (reading === undefined) return 0
      if (reading.kind === 'unwanted') return reading.size
      if (reading.kind === 'beyond') {
        tooMuch.push(number)
        return reading.size
      }
      if (reading.kind !== 'whole') {
        passedOver[reading.kind].push(this.#path(number))
        return reading.size
      }
      const { record, owner, size } = reading
      const isTaken = taken.has(number)
      // An entry that was itself taken back takes nothing back.
      if (record.rollsBack !== undefined && !isTaken) taken.add(record.rollsBack)
      const isArmed = armed.has(record.id) && this.#isMarkOf(record.id, owner)
      const state = isTaken ? 'taken-back' : this.#stateOf(record, isArmed)
      take(entryOf(record, { number, owner, state }))
      return size
    }
    const beyond = this.#newest(visit)
    // Entries that wait for a confirmation are kept, however many came after them.
    const waiting = new Set(armed.size > 0 ? beyond.slice(-MOST_WAITING) : [])
    for (const number of waiting) {
      if (armed.has(this.#frontOf(number) ?? '')) visit(number)
      else waiting.delete(number)
    }
    const left = [...tooMuch, ...beyond.filter((number) => !waiting.has(number))]
    const paths = left.map((number) => this.#path(number))
    return { ...passedOver, ...(paths.length > 0 && { beyond: paths }) }
  }

  /**
   * Visits the newest entries, up to the limits of the history.
   * @param visit returns the bytes of the entry
   * @returns the numbers of the entries beyond, the newest first
   */
  #newest(visit: (number: number) => number): number[] {
    const numbers = this.#numbers().reverse()
    let bytes = 0
    for (const [index, number] of numbers.entries()) {
      if (index > 0 && (index >= MOST_ENTRIES || bytes + this.#sizeOf(number) > MOST_BYTES)) {
        return numbers.slice(index)
      }
      bytes += visit(number)
    }
    return []
  }

  /** The size of an entry in bytes; 0 when its file would not be read. */
  #sizeOf(number: number): number {
    const { isFile = false, size = 0 } = this.state.calls.status(this.#path(number)) ?? {}
    return isFile && size <= MOST_OF_A_RECORD ? size : 0
  }

  /** The state of an entry; in a copy of the folder no entry waits or was confirmed. */
  #stateOf(record: TransactionRecord, isArmed: boolean): EntryState {
    if (record.confirmBy === undefined || !this.isHere(record)) return 'done'
    return isArmed && record.confirmed !== true ? 'armed' : 'confirmed'
  }

  /**
   * Whether a mark of waiting was made by the owner of its entry: others who may write there could make
   * one, or give an older file of that owner its name. Marks are empty, other files here are not.
   */
  #isMarkOf(id: string, owner: number): boolean {
    const mark = this.state.calls.status(this.#armedPath(id))
    return mark?.isFile === true && mark.size === 0 && mark.uid === owner
  }

  /**
   * Whether a record was made in this very folder, and did not come here with a copy of the folder.
   */
  isHere({ folder }: TransactionRecord): boolean {
    const { status, machine } = this.state
    return isSameFolder(folder, identityOf(status, machine.processes))
  }

  /**
   * Keeps an entry that waits. Its own entry says so from then on, so that no mark makes it wait again;
   * that of another user, and one for which the disk has no room, is only disarmed.
   */
  confirm(number: number): void {
    const { folder, machine } = this.state
    const reading = this.#reading(number)
    if (reading?.kind !== 'whole') return
    const { record, owner } = reading
    if (owner === (machine.processes.uid() ?? owner)) {
      const bytes = recordBytes({ ...record, confirmed: true }, folder)
      ignoreErrors(() => this.state.replace(this.#path(number), bytes, record.id))
    }
    this.disarm(number)
  }

  disarm(number: number): void {
    const id = this.#idOf(number)
    if (id !== undefined && this.#armed().has(id)) this.disarmWrite(id)
  }

  /** As `disarm`, for a write that need not be an entry. @param id of the write */
  disarmWrite(id: string): void {
    this.state.remove(this.#armedPath(id))
    this.state.sync(this.state.history)
  }

  /**
   * Removes marks of waiting from writes that do not wait: the process died while it wrote or took
   * back, the write waits in the folder that this one is a copy of, or somebody else made the mark.
   * @returns the entries that wait in the other folder
   */
  disarmStray(): WrittenEntry[] {
    const armed = this.#armed()
    if (armed.size === 0) return []
    // The journal is listed before the history: a write that leaves the journal is in the history
    // by then.
    const underWay = this.state.list(this.state.journal)
    const entries = new Map<string, WrittenEntry>()
    const { damaged, unreadable, older, beyond } = this.#visit(
      ({ files, ...entry }) => {
        if (armed.has(entry.id) && !entries.has(entry.id)) entries.set(entry.id, entry)
      },
      (bytes) => mayConcern(bytes, armed),
    )
    const isSeen = damaged.length + unreadable.length + older.length === 0 && beyond === undefined
    const copied: WrittenEntry[] = []
    for (const id of armed) {
      const entry = entries.get(id)
      const isNone = isSeen && entry === undefined && !underWay.includes(`${id}.json`)
      if (entry?.state === 'done') copied.push(entry)
      if (isNone || (entry !== undefined && entry.state !== 'armed')) this.disarmWrite(id)
    }
    return copied
  }

  /** Whether any entry waits for a confirmation, by the names of files alone. */
  hasArmed(): boolean {
    return this.#armed().size > 0
  }

  /** As `hasArmed`, of one entry. */
  isArmed(id: string): boolean {
    return this.#armed().has(id)
  }

  /** As `hasArmed`, of entries that this user has armed: whoever may write there may make others. */
  hasOwnArmed(): boolean {
    const { calls, processes } = this.state.machine
    const uid = processes.uid()
    const ids = [...this.#armed()]
    return ids.some((id) => uid === undefined || calls.status(this.#armedPath(id))?.uid === uid)
  }

  #armed(): Set<string> {
    const ids = this.state.list(this.state.history).flatMap((name) => ARMED.exec(name)?.[1] ?? [])
    return new Set(ids.slice(0, MOST_MARKS))
  }

  #armedPath(id: string): string {
    return join(this.state.history, `${id}.armed`)
  }

  #path(number: number): string {
    return join(this.state.history, `${String(number).padStart(6, '0')}.json`)
  }

  /** The numbers of all entries, in ascending order. */
  #numbers(): number[] {
    const names = this.state.list(this.state.history)
    return names
      .flatMap((name) => ENTRY.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** The number of the entry that a dead process may have added for a write; undefined for none. */
  numberOf(id: string): number | undefined {
    let found: number | undefined
    this.#newest((number) => {
      if (found === undefined && this.#frontOf(number) === id && this.#idOf(number) === id) {
        found = number
      }
      return this.#sizeOf(number)
    })
    return found
  }

  /** The id with which the file of an entry begins, whatever else it holds; undefined for none. */
  #frontOf(number: number): string | undefined {
    try {
      return idAtFront(this.state.calls.readStart(this.#path(number), FRONT))
    } catch {
      return undefined
    }
  }

  /** Whether an entry belongs to one of some writes, or cannot be read to tell. */
  #mayBe(number: number, ids: ReadonlySet<string>): boolean {
    const reading = this.#reading(number, (bytes) => mayConcern(bytes, ids))
    if (reading?.kind === 'unwanted') return false
    return reading?.kind !== 'whole' || ids.has(reading.record.id)
  }

  #idOf(number: number): string | undefined {
    const reading = this.#reading(number)
    return reading?.kind === 'whole' ? reading.record.id : undefined
  }

  /** Reads an entry; undefined when there is none. An unreadable entry hides no other. */
  #reading(
    number: number,
    isWanted: (bytes: Uint8Array) => boolean = () => true,
  ): Reading | undefined {
    let size = 0
    try {
      const contents = this.state.read(this.#path(number))
      if (contents === undefined) return undefined
      const { bytes, uid, mode } = contents
      size = bytes.length
      if ((mode & WRITTEN_BY_OTHERS) !== 0) return { kind: 'unreadable', size }
      if (this.state.place.users?.includes(uid) === false) return { kind: 'unreadable', size }
      // What has no id at its front is no entry, whatever is wanted; that costs no parsing.
      if (idAtFront(bytes) !== undefined && !isWanted(bytes)) return { kind: 'unwanted', size }
      const record = this.state.parse(bytes)
      if (typeof record === 'string') return { kind: record, size }
      return { kind: 'whole', record, owner: uid, size }
    } catch (error) {
      return { kind: hasCode(error, 'EACCES', 'EPERM') ? 'unreadable' : 'damaged', size }
    }
  }

  #forgetOldest(): void {
    const numbers = this.#numbers()
    const sizes = numbers.map((number) => this.state.calls.status(this.#path(number))?.size ?? 0)
    let bytes = sizes.reduce((sum, size) => sum + size, 0)
    const armed = this.#armed()
    let left = numbers.length
    let looks = 0
    for (const [index, number] of numbers.entries()) {
      // The newest entry always stays, whatever its size.
      if (index === numbers.length - 1) break
      if (left <= MOST_ENTRIES && bytes <= MOST_BYTES) break
      // At most one entry waits. Where others planted more, the next write goes on with the rest.
      if (armed.size > 0 && ++looks > MOST_LOOKS) break
      if (armed.size > 0 && this.#mayBe(number, armed)) continue
      this.state.removeQuietly(this.#path(number))
      left--
      bytes -= sizes[index] as number
    }
  }
}

/**
 * Whether the file of an entry may belong to one of some writes, or take another entry back, told without
 * parsing it: it may be large.
 */
function mayConcern(bytes: Uint8Array, ids: ReadonlySet<string>): boolean {
  const id = idAtFront(bytes)
  return id !== undefined && (ids.has(id) || mayRollBack(bytes))
}

/** The number after the last; where somebody has used up the numbers, the first free one. */
function nextNumber(numbers: readonly number[]): number {
  const next = numbers.reduce((most, number) => Math.max(most, number), 0) + 1
  if (next <= MOST_ENTRY) return next
  const taken = new Set(numbers)
  let number = 1
  while (taken.has(number)) number++
  return number
}
