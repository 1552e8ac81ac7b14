import { Journal } from '../journal.js'
import type { JournalDisk } from '../ports.js'
import { reasonOf } from '../reason-of.js'
import { type ManagedCommit, type ManagerRecord, readManagerRecord } from './records.js'

/** How many commits that are over are remembered. */
const MOST_OVER = 100
/** After how many records the journal is written anew. */
const MOST_RECORDS = 500

/** What a manager knows of its commits, and its epoch. */
export class ManagerMemory {
  readonly #journal: Journal<ManagerRecord>
  readonly #commits = new Map<string, ManagedCommit>()
  #epoch = 0
  #records = 0

  private constructor(journal: Journal<ManagerRecord>) {
    this.#journal = journal
  }

  /** @throws the errors of the disk */
  static async open(disk: JournalDisk) {
    const { journal, records, said } = await Journal.open(disk, readManagerRecord)
    const memory = new ManagerMemory(journal)
    for (const record of records) memory.#take(record)
    await memory.#compact()
    return { memory, said }
  }

  get epoch(): number {
    return this.#epoch
  }

  /** In the order in which they were begun. */
  get commits(): readonly ManagedCommit[] {
    return [...this.#commits.values()]
  }

  commit(txid: string): ManagedCommit | undefined {
    return this.#commits.get(txid)
  }

  /** @throws when it is not on the disk; then nothing has changed */
  async setEpoch(epoch: number): Promise<void> {
    await this.#write({ type: 'epoch', epoch })
  }

  /** @throws when it is not on the disk; then nothing has changed */
  async save(commit: ManagedCommit): Promise<void> {
    await this.#write({ type: 'commit', commit })
  }

  /**
   * Knows at once what may be lost in a crash without harm, and records it then.
   * @returns why it is not on the disk
   */
  async saveIfPossible(commit: ManagedCommit): Promise<string | undefined> {
    this.#take({ type: 'commit', commit })
    try {
      await this.save(commit)
      return undefined
    } catch (error) {
      return reasonOf(error)
    }
  }

  async #write(record: ManagerRecord): Promise<void> {
    await this.#journal.append(record)
    this.#records++
    this.#take(record)
    if (this.#records < MOST_RECORDS) return
    try {
      await this.#compact()
    } catch {
      // The record is there; the journal is written anew the next time.
    }
  }

  #take(record: ManagerRecord): void {
    if (record.type === 'epoch') this.#epoch = Math.max(this.#epoch, record.epoch)
    else this.#commits.set(record.commit.txid, record.commit)
  }

  /** @throws the errors of the disk */
  async #compact(): Promise<void> {
    const over = this.commits.filter(isForgettable)
    for (const { txid } of over.slice(0, -MOST_OVER)) this.#commits.delete(txid)
    const records: ManagerRecord[] = [
      { type: 'epoch', epoch: this.#epoch },
      ...this.commits.map((commit): ManagerRecord => ({ type: 'commit', commit })),
    ]
    await this.#journal.replace(records)
    this.#records = records.length
  }
}

/** Whether nothing is to be done for a commit any more. */
function isForgettable({ isOver, supersededBy, decision, missing }: ManagedCommit): boolean {
  const owes = decision === 'confirmed' && missing.some(({ isPaid }) => !isPaid)
  return (isOver || supersededBy !== undefined) && !owes
}
