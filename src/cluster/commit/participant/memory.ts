import { Journal } from '../journal.js'
import type { JournalDisk } from '../ports.js'
import { type EndedCommit, type HeldCommit, type NodeRecord, readNodeRecord } from './records.js'

/** How many commits that are over are remembered. */
const MOST_ENDED = 1000
/** Of how many of them all is remembered: the participants, the copies of an `abort-error`. */
const MOST_WHOLE = 20
/** After how many records the journal is written anew. */
const MOST_RECORDS = 500

/** What a node knows of commits: all of it is in the journal before anybody relies on it. */
export class NodeMemory {
  readonly #journal: Journal<NodeRecord>
  readonly #disk: JournalDisk
  readonly #ended = new Map<string, EndedCommit>()
  #held: HeldCommit | undefined
  #highestEpoch = 0
  #records = 0

  private constructor(journal: Journal<NodeRecord>, disk: JournalDisk) {
    this.#journal = journal
    this.#disk = disk
  }

  /** @throws the errors of the disk */
  static async open(disk: JournalDisk) {
    const { journal, records, said } = await Journal.open(disk, readNodeRecord)
    const memory = new NodeMemory(journal, disk)
    for (const record of records) memory.#take(record)
    if (records.length > 0) await memory.#compact()
    return { memory, said }
  }

  get held(): HeldCommit | undefined {
    return this.#held
  }

  get highestEpoch(): number {
    return this.#highestEpoch
  }

  ended(txid: string): EndedCommit | undefined {
    return this.#ended.get(txid)
  }

  known(txid: string): HeldCommit | EndedCommit | undefined {
    return this.#held?.txid === txid ? this.#held : this.#ended.get(txid)
  }

  /** @throws when it is not on the disk; then nothing has changed */
  async hold(commit: HeldCommit): Promise<void> {
    await this.#write({ type: 'held', commit })
  }

  /** @throws when it is not on the disk; then nothing has changed */
  async end(commit: EndedCommit): Promise<void> {
    const kept = commit.state === 'abort-error' ? commit : { ...commit, files: [] }
    await this.#write({ type: 'ended', commit: kept })
    try {
      if (this.#records >= MOST_RECORDS) await this.#compact()
      else if (commit.files.length > 0) await this.#dropCopies()
    } catch {
      // What is over is in the journal; copies that are no longer needed go the next time.
    }
  }

  /** Keeps bytes beside the journal until the commit is over. @throws the errors of the disk */
  async keep(name: string, bytes: Uint8Array | undefined): Promise<string | undefined> {
    if (bytes === undefined) return undefined
    await this.#disk.keep(name, bytes)
    return name
  }

  /** @throws the errors of the disk */
  async kept(name: string | undefined): Promise<Uint8Array | undefined> {
    return name === undefined ? undefined : await this.#disk.kept(name)
  }

  async #write(record: NodeRecord): Promise<void> {
    await this.#journal.append(record)
    this.#records++
    this.#take(record)
  }

  #take(record: NodeRecord): void {
    const { txid, ownerEpoch } = record.commit
    this.#highestEpoch = Math.max(this.#highestEpoch, ownerEpoch)
    if (record.type === 'held') {
      this.#held = record.commit
      return
    }
    if (this.#held?.txid === txid) this.#held = undefined
    this.#ended.delete(txid)
    this.#ended.set(txid, record.commit)
  }

  /** Writes the journal anew, without what is no longer needed. @throws the errors of the disk */
  async #compact(): Promise<void> {
    const latest = [...this.#ended.values()].slice(-MOST_ENDED)
    const kept = latest.map((commit, index) => {
      if (index >= latest.length - MOST_WHOLE) return commit
      return { ...commit, participants: undefined, files: [] }
    })
    const held = this.#held
    const ended = kept.map((commit): NodeRecord => ({ type: 'ended', commit }))
    const records: NodeRecord[] =
      held === undefined ? ended : [...ended, { type: 'held', commit: held }]
    await this.#journal.replace(records)
    this.#records = records.length
    this.#ended.clear()
    for (const commit of kept) this.#ended.set(commit.txid, commit)
    await this.#dropCopies()
  }

  /** Removes the copies that no commit needs any more. @throws the errors of the disk */
  async #dropCopies(): Promise<void> {
    const commits = [...this.#ended.values(), ...(this.#held === undefined ? [] : [this.#held])]
    const names = commits
      .flatMap(({ files }) => files)
      .flatMap(({ before, after }) => [before, after])
    await this.#disk.keepOnly(new Set(names.filter((name) => name !== undefined)))
  }
}
