import { dirname, join } from 'node:path'
import type { Processes } from './processes.js'
import type { StateFolder } from './state-folder.js'
import { recordBytes, type TransactionRecord } from './transaction-record.js'

const RECORD = /^[0-9a-f]{16}\.json$/

/** The writes that are under way, or were when their process died. */
export class Journal {
  constructor(readonly state: StateFolder) {}

  pathOf(id: string): string {
    return join(this.state.journal, `${id}.json`)
  }

  write(record: TransactionRecord): void {
    this.state.replace(this.pathOf(record.id), recordBytes(record), record.id)
  }

  remove({ id }: Pick<TransactionRecord, 'id'>): void {
    this.state.remove(this.pathOf(id))
    this.state.sync(this.state.journal)
  }

  /** The paths of all records. */
  paths(): string[] {
    const { state } = this
    return state
      .list(state.journal)
      .filter((name) => RECORD.test(name))
      .map((name) => join(state.journal, name))
  }
}

/** The folder that the state folder of a record lies in. */
export function folderOfRecord(path: string): string {
  return dirname(dirname(dirname(path)))
}

/** Whether the process of a record is gone: of one on another machine nobody knows. */
export function isDead({ by }: TransactionRecord, processes: Processes): boolean {
  return processes.isAlive(by) === false
}
