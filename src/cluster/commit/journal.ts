import type { JournalDisk } from './ports.js'
import { sha256 } from './sha256.js'

/** What was found when a journal was opened. */
export interface OpenedJournal<R> {
  readonly journal: Journal<R>
  readonly records: readonly R[]
  /** What a person has to know: a damaged journal, and where it lies now. */
  readonly said: readonly string[]
}

/**
 * Records in the order in which they were made, one on a line behind its checksum. A record is on the
 * disk before anything goes on. One that a crash has torn is the last one and ends without a newline:
 * nobody has relied on it, and it is dropped. Any other damage is said, and the damaged journal kept
 * under another name; what can be read of it counts.
 */
export class Journal<R> {
  readonly #disk: JournalDisk

  private constructor(disk: JournalDisk) {
    this.#disk = disk
  }

  /**
   * @param read checks what a record says; undefined for one that cannot be one
   * @throws the errors of the disk
   */
  static async open<R>(
    disk: JournalDisk,
    read: (value: unknown) => R | undefined,
  ): Promise<OpenedJournal<R>> {
    const journal = new Journal<R>(disk)
    const bytes = await disk.read()
    if (bytes === undefined) return { journal, records: [], said: [] }
    const lines = new TextDecoder().decode(bytes).split('\n')
    const torn = lines.pop() ?? ''
    const found = lines.map((line) => recordOf(line, read))
    const records = found.filter((record) => record !== undefined)
    const damaged = found.length - records.length
    const said: string[] = []
    if (damaged > 0) {
      const name = await disk.setAside()
      const count = damaged === 1 ? 'one record' : `${damaged} records`
      said.push(
        `The journal of cluster commits has ${count} that cannot be read. It is kept as ${name}.`,
      )
    }
    if (damaged > 0 || torn !== '') await journal.replace(records)
    return { journal, records, said }
  }

  /** @throws when the record is not on the disk; then it will not be found either */
  async append(record: R): Promise<void> {
    await this.#disk.append(new TextEncoder().encode(lineOf(record)))
  }

  /** Puts these records in the place of all. @throws when the disk cannot; then all are as before */
  async replace(records: readonly R[]): Promise<void> {
    await this.#disk.replace(new TextEncoder().encode(records.map(lineOf).join('')))
  }
}

function lineOf(record: unknown): string {
  const text = JSON.stringify(record)
  return `${sha256(text).slice(0, 16)} ${text}\n`
}

function recordOf<R>(line: string, read: (value: unknown) => R | undefined): R | undefined {
  const text = line.slice(17)
  if (line !== `${sha256(text).slice(0, 16)} ${text}`) return undefined
  try {
    return read(JSON.parse(text))
  } catch {
    return undefined
  }
}
