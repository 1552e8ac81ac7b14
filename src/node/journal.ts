import { basename, dirname, isAbsolute, join } from 'node:path'
import { STATE_FOLDER, type StateFolder } from './state-folder.js'
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

/** Whether a path is that of a record in a journal, whoever names it. */
export function isRecordPath(path: string): boolean {
  const journal = join(folderOfRecord(path), STATE_FOLDER, 'journal')
  return isAbsolute(path) && dirname(path) === journal && RECORD.test(basename(path))
}
