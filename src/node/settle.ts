import type { FileSystemCalls } from './file-system-calls.js'
import { bytesAfter, bytesBefore, History } from './history.js'
import { folderOfRecord, isDead, Journal } from './journal.js'
import { FileLock, type LockedFor, newToken } from './lock.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { StateFolder } from './state-folder.js'
import {
  describeRecord,
  namesOf,
  type RecordedFile,
  readRecord,
  type TransactionRecord,
} from './transaction-record.js'
import { locateAll, type Machine, writeLocated } from './write.js'
import { hasCode, writeError } from './write-error.js'

/**
 * What was done about a write that somebody did not end. `nothing-written`: no file was touched;
 * `finished`: all files are new now; `undone`: all are old again; `taken-back`: a change that nobody
 * confirmed in time; `blocked`: it could not be done, and the next run tries again.
 */
export interface Recovery {
  readonly kind: 'nothing-written' | 'finished' | 'undone' | 'taken-back' | 'blocked'
  /** One line, for the user. */
  readonly text: string
}

/**
 * Finishes or undoes the write of a record, if its process is dead.
 * @throws WriteError when that can not be done
 */
export function settleRecord(path: string, machine: Machine): Recovery | undefined {
  const { processes } = machine
  const state = new StateFolder(folderOfRecord(path), machine)
  const journal = new Journal(state)
  try {
    const bytes = state.read(path)
    if (bytes === undefined) return undefined
    const record = readRecord(bytes)
    if (record === undefined) return damaged(path)
    if (!isDead(record, processes)) return undefined
    const recovery =
      record.stage === 'preparing' ? nothingWritten(record) : finishOrUndo(record, path, machine)
    if (recovery.kind === 'finished') new History(state).add(record)
    for (const file of record.files) clearAway(file, record.id, machine)
    journal.remove(record)
    return recovery
  } catch (error) {
    throw writeError(error, path, 'the change is not ended')
  }
}

/** Records are put in their places whole, so that this one was damaged later. */
function damaged(path: string): Recovery {
  const text = `${path} is damaged, so an interrupted change can not be ended: look at the files, then remove it`
  return { kind: 'blocked', text }
}

function nothingWritten(record: TransactionRecord): Recovery {
  const text = `An interrupted ${describeRecord(record)} had written nothing: ${asBefore(record.files)}`
  return { kind: 'nothing-written', text }
}

/** `a.conf and b.conf are as before` in short. */
function asBefore(files: readonly RecordedFile[]): string {
  return `${namesOf(files)} ${files.length === 1 ? 'is' : 'are'} as before`
}

function wasOrWere(files: readonly RecordedFile[]): string {
  return files.length === 1 ? 'was' : 'were'
}

/** What a file is now, seen from a write. */
type FileState = 'old' | 'new' | 'other'

function finishOrUndo(record: TransactionRecord, path: string, machine: Machine): Recovery {
  const states = record.files.map((file) => stateOf(file, machine.calls))
  const transaction: LockedFor = {
    id: newToken(),
    record: path,
    // The dead process whose locks are in the way is the one whose write is being ended.
    settle: () => undefined,
  }
  const write = (files: readonly RecordedFile[], wanted: 'old' | 'new') =>
    writeLocated(
      locateAll(
        files.map((file) => requestFor(file, wanted)),
        machine.calls,
      ),
      machine,
      { transaction },
    )
  const changed = record.files.filter((_, index) => states[index] === 'other')
  const of = (state: FileState) => record.files.filter((_, index) => states[index] === state)
  if (changed.length === 0) {
    write(of('old'), 'new')
    const text = `An interrupted ${describeRecord(record)} is finished: ${namesOf(record.files)}`
    return { kind: 'finished', text }
  }
  const fresh = of('new')
  write(fresh, 'old')
  const others = `${namesOf(changed)} ${wasOrWere(changed)} changed by someone else meanwhile`
  const back = fresh.length === 0 ? 'nothing was written' : asBefore(fresh)
  const text = `An interrupted ${describeRecord(record)} is undone: ${others}; ${back}`
  return { kind: 'undone', text }
}

function stateOf({ path, beforeHash, afterHash }: RecordedFile, calls: FileSystemCalls): FileState {
  let hash: string | undefined
  try {
    hash = hashOf(calls.read(path))
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  if (hash === afterHash) return 'new'
  return hash === beforeHash ? 'old' : 'other'
}

function requestFor(file: RecordedFile, wanted: 'old' | 'new'): WriteRequest {
  const { path, name, beforeHash, afterHash } = file
  return wanted === 'new'
    ? {
        path,
        name,
        bytes: afterHash === undefined ? undefined : bytesAfter(file),
        expectedHash: beforeHash,
      }
    : { path, name, bytes: bytesBefore(file), expectedHash: afterHash }
}

/** Removes what the dead process had beside a file. */
function clearAway({ path, temporary, name }: RecordedFile, id: string, machine: Machine): void {
  const { calls, processes } = machine
  try {
    calls.remove(temporary)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  // One that its process had no time to sign may also be that of a living process, right now.
  const isSigned = FileLock.removeOf(path, id, calls)
  if (!isSigned) FileLock.acquire(path, name, calls, processes).release()
}
