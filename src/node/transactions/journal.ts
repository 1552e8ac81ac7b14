import { basename, dirname, isAbsolute, join, normalize } from 'node:path'
import type { StateFolder } from './state-folder.js'
import { STATE_FOLDER, userOfState } from './state-place.js'
import { recordBytes, type TransactionRecord } from './transaction-record.js'

const RECORD = /^([0-9a-f]{16})\.json$/

/** Records of the writes that are under way, or were when their process died. */
export class Journal {
  constructor(readonly state: StateFolder) {}

  pathOf(id: string): string {
    return join(this.state.journal, `${id}.json`)
  }

  write(record: TransactionRecord): void {
    const bytes = recordBytes(record, this.state.folder)
    this.state.replace(this.pathOf(record.id), bytes, record.id)
  }

  remove(id: string): void {
    this.state.remove(this.pathOf(id))
    this.state.sync(this.state.journal)
  }

  /** Sets a record aside, so that nothing acts on it any more. @returns its new path */
  setAside(id: string): string {
    const path = join(this.state.journal, `${id}.copied`)
    this.state.rename(this.pathOf(id), path)
    return path
  }

  /** The ids of all records. @throws the system's errors */
  ids(): string[] {
    return this.state.list(this.state.journal).flatMap((name) => RECORD.exec(name)?.[1] ?? [])
  }
}

export interface RecordPlace {
  /** The folder of the configuration, which holds the state folder. */
  readonly folder: string
  /** The name of the state folder in it. */
  readonly state: string
  readonly id: string
}

/** The place that the path of a record means; undefined when it is not the path of a record. */
export function recordPlace(path: string): RecordPlace | undefined {
  if (!isAbsolute(path) || normalize(path) !== path) return undefined
  const [, id] = RECORD.exec(basename(path)) ?? []
  const journal = dirname(path)
  const state = basename(dirname(journal))
  const isState = state === STATE_FOLDER || userOfState(state) !== undefined
  if (id === undefined || basename(journal) !== 'journal' || !isState) return undefined
  return { folder: dirname(dirname(journal)), state, id }
}
