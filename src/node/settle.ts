import { basename, dirname } from 'node:path'
import type { FileSystemCalls } from './file-system-calls.js'
import { History } from './history.js'
import { bytesAfter, bytesBefore, fileOf } from './history-entry.js'
import { folderOfRecord, isRecordPath, Journal } from './journal.js'
import { FileLock } from './lock.js'
import {
  blocked,
  damaged,
  elsewhere,
  finished,
  nothingWritten,
  type Recovery,
  undone,
} from './recovery.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { StateFolder } from './state-folder.js'
import { environmentError } from './system-error.js'
import {
  describeRecord,
  namesOf,
  type RecordedFile,
  readRecord,
  type TransactionRecord,
} from './transaction-record.js'
import { mayActOn } from './trust.js'
import { whileLocked } from './waiting.js'
import { isWholeFile } from './whole-entry.js'
import { locateAll, type Machine, writeLocated } from './write.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/**
 * Finishes or undoes the write of a record, if its process is dead. One process does it at a time;
 * another that comes meanwhile waits.
 * @param path of the record
 */
export function settleRecord(path: string, machine: Machine): Recovery | undefined {
  try {
    return whileLocked(PATIENCE, () => new Settlement(path, machine).settle())
  } catch (error) {
    return blocked('An interrupted change', reasonOf(error, path))
  }
}

/** How long to wait for another process that does the same; in ms. */
const PATIENCE = 2000

/**
 * What locks do about a transaction that they find unfinished.
 * @param tell is told what became of it
 */
export function settler(
  machine: Machine,
  tell: (recovery: Recovery) => void = () => undefined,
): (record: string, name: string) => void {
  return (record, name) => {
    const recovery = settleRecord(record, machine)
    if (recovery?.kind === 'blocked') {
      throw new WriteError(
        'locked',
        name,
        `is part of a change that is not ended. ${recovery.text}`,
      )
    }
    if (recovery !== undefined) tell(recovery)
  }
}

/** @throws what is no refusal of the system */
function reasonOf(error: unknown, path: string): string {
  const known = error instanceof WriteError ? error : environmentError(error, path)
  if (known instanceof WriteError) return known.message
  const { reason } = known as { readonly reason?: string }
  if (reason === undefined) throw error
  return `${path}: ${reason}`
}

/** How long a write may take that nobody here can look at; in ms. */
const LONGEST = 60_000

/** What a file is now, seen from a write. */
type FileState = 'old' | 'new' | 'other'

class Settlement {
  readonly #state: StateFolder
  readonly #history: History

  constructor(
    readonly path: string,
    readonly machine: Machine,
  ) {
    this.#state = new StateFolder(folderOfRecord(path), machine)
    this.#history = new History(this.#state)
  }

  /** @throws WriteError, and the system's errors */
  settle(): Recovery | undefined {
    const { path, machine } = this
    const found = this.#read()
    if (found === undefined || 'kind' in found) return found
    const lock = FileLock.acquire(path, path, machine.calls, machine.processes)
    try {
      // Another process may have ended it before this one had the lock.
      const record = this.#read()
      return record === undefined || 'kind' in record ? record : this.#settle(record)
    } finally {
      this.#release(lock)
    }
  }

  /** The record of a dead process; undefined when there is none. @throws the system's errors */
  #read(): TransactionRecord | Recovery | undefined {
    const { path } = this
    // A lock can name any file.
    const bytes = isRecordPath(path) ? this.#state.read(path) : undefined
    if (bytes === undefined) return undefined
    const record = readRecord(bytes)
    if (record?.id !== basename(path, '.json')) return damaged(path)
    const isAlive = this.machine.processes.isAlive(record.by)
    if (isAlive === false) return record
    const isLate = this.machine.processes.now().getTime() - Date.parse(record.when) > LONGEST
    return isAlive === undefined && isLate ? elsewhere(record) : undefined
  }

  /** @throws WriteError, and the system's errors */
  #settle(record: TransactionRecord): Recovery {
    try {
      const recovery = this.#end(record)
      if (recovery.kind === 'blocked') return recovery
      this.#clearAway(record)
      return recovery
    } catch (error) {
      if (error instanceof WriteError && error.code === 'locked') throw error
      return blocked(`An interrupted ${describeRecord(record)}`, reasonOf(error, this.path))
    }
  }

  #end(record: TransactionRecord): Recovery {
    if (this.#history.numberOf(record.id) !== undefined) return finished(record, [])
    if (record.stage === 'preparing') return nothingWritten(record)
    if (!record.files.map(fileOf).every(isWholeFile)) return damaged(this.path)
    const states = record.files.map((file) => stateOf(file, this.machine.calls))
    const those = (state: FileState) => record.files.filter((_, index) => states[index] === state)
    const others = those('other')
    // The last one is put in its place last: then all are, whatever has been done to them since.
    const isThrough = states.at(-1) === 'new'
    if (!isThrough && !states.includes('new')) return nothingWritten(record, others)
    if (isThrough || others.length === 0) return this.#finish(record, those('old'), others)
    return this.#undo(record, those('new'), others)
  }

  #finish(
    record: TransactionRecord,
    old: readonly RecordedFile[],
    others: readonly RecordedFile[],
  ): Recovery {
    const refusal = this.#write(record, old, 'new')
    if (refusal !== undefined) return refusal
    // The dead process may not have come so far.
    for (const folder of new Set(record.files.map(({ path }) => dirname(path)))) {
      this.#state.sync(folder)
    }
    this.#history.add(this.path)
    return finished(record, others)
  }

  #undo(
    record: TransactionRecord,
    fresh: readonly RecordedFile[],
    others: readonly RecordedFile[],
  ): Recovery {
    const refusal = this.#write(record, fresh, 'old')
    if (refusal !== undefined) return refusal
    return undone(record, fresh, others)
  }

  #write(
    record: TransactionRecord,
    files: readonly RecordedFile[],
    wanted: 'old' | 'new',
  ): Recovery | undefined {
    const { calls } = this.machine
    const owner = calls.status(this.path)?.uid
    const paths = files.map(({ path }) => path)
    if (!mayActOn(owner, paths, calls)) {
      const why = `${namesOf(files)}: only ${record.by.user}, who began it, may write that; ecconf run by ${record.by.user} ends it`
      return blocked(`An interrupted ${describeRecord(record)}`, why)
    }
    const requests = files.map((file) => requestFor(file, wanted))
    const transaction = { id: record.id, record: this.path }
    writeLocated(locateAll(requests, calls), this.machine, {
      transaction,
      settle: settler(this.machine),
    })
    return undefined
  }

  /** Removes what is left of the dead process; its record last, which leads to the rest. */
  #clearAway({ id, files, confirmBy }: TransactionRecord): void {
    const { calls, processes } = this.machine
    for (const { path, name } of files) {
      try {
        FileLock.clearAway(path, id, calls, processes)
      } catch (error) {
        throw writeError(error, name)
      }
    }
    const isEntry = this.#history.numberOf(id) !== undefined
    if (confirmBy !== undefined && !isEntry) this.#history.disarmWrite(id)
    new Journal(this.#state).remove({ id })
  }

  #release(lock: FileLock): void {
    try {
      lock.release()
    } catch {
      // The next run sweeps it away.
    }
  }
}

function stateOf(
  { path, name, beforeHash, afterHash }: RecordedFile,
  calls: FileSystemCalls,
): FileState {
  let hash: string | undefined
  try {
    const status = calls.status(path)
    // A pipe would keep its reader waiting.
    if (status !== undefined && !status.isFile) return 'other'
    if (status !== undefined) hash = hashOf(calls.read(path))
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw writeError(error, name)
  }
  if (hash === afterHash) return 'new'
  return hash === beforeHash ? 'old' : 'other'
}

function requestFor(file: RecordedFile, wanted: 'old' | 'new'): WriteRequest {
  const { path, name, beforeHash, afterHash, ownership } = file
  // What was begun has to end, and whoever began it was told what would be lost.
  const mayLoseAttributes = true
  if (wanted === 'new') {
    const bytes = afterHash === undefined ? undefined : bytesAfter(file)
    return { path, name, bytes, expectedHash: beforeHash, mayLoseAttributes }
  }
  const bytes = bytesBefore(file)
  return {
    path,
    name,
    mayLoseAttributes,
    bytes,
    expectedHash: afterHash,
    ...(ownership !== undefined && { mode: ownership.mode, owner: ownership }),
  }
}
