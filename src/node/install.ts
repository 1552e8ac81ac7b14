import type { ChangeSet } from '../edit/index.js'
import type { HeldLocks } from './held-locks.js'
import { History } from './history.js'
import { Journal } from './journal.js'
import { FileLock, type LockedFor, newToken } from './lock.js'
import { hashOf } from './replacement.js'
import { type RequestedFile, requestedFiles } from './requested-files.js'
import { settleRecord } from './settle.js'
import { StateFolder } from './state-folder.js'
import { environmentError } from './system-error.js'
import { packed, type RecordedFile, type TransactionRecord } from './transaction-record.js'
import { type Located, locateAll, type Machine, THIS_MACHINE, writeLocated } from './write.js'
import { WriteError, writeError } from './write-error.js'

/** What the history is to know of a write besides the files. */
export interface WriteRecord {
  /** In which the state folder lies: that of the main file. Absolute. */
  readonly folder: string
  /** The command of the program: `set`, `overlay apply`. */
  readonly command: string
  /** Why; what the change set says goes before it. */
  readonly message?: string | undefined
  /** The write is taken back unless it is confirmed by then. */
  readonly confirmBy?: Date | undefined
  /** The entry of the history that it takes back. */
  readonly rollsBack?: number | undefined
}

/** What came of a write. */
export interface Installation {
  /** Its number in the history; undefined when nothing was to be written, or it is not recorded. */
  readonly entry: number | undefined
  /** What the user should know. */
  readonly notes: readonly string[]
}

/**
 * Writes what a change set says, all of its files or none, whatever happens: what a killed process
 * leaves in the middle, the next one finishes or undoes (`recover`). The write is recorded in the
 * history. The change set is bound to every file that it was made from: when one of them is another
 * by now, it might mean something else.
 * @param held locks that the caller has already, and keeps
 * @throws WriteError with the name that people know the file by; the files are as they were unless it
 *   says `written`
 */
export function install(
  changeSet: ChangeSet,
  write: WriteRecord,
  machine: Machine = THIS_MACHINE,
  held?: HeldLocks,
): Installation {
  const files = requestedFiles(changeSet, machine.calls)
  if (files.length === 0) return { entry: undefined, notes: [] }
  const located = locateAll(
    files.map(({ request }) => request),
    machine.calls,
  )
  // The locks that are held name the record already.
  const id = held?.id ?? newToken()
  const state = new StateFolder(write.folder, machine)
  const journal = new Journal(state)
  const message = changeSet.message ?? write.message
  const preparing: TransactionRecord = {
    version: 1,
    id,
    stage: 'preparing',
    by: machine.processes.self(),
    when: machine.processes.now().toISOString(),
    command: write.command,
    ...(message !== undefined && { message }),
    ...(write.confirmBy && { confirmBy: write.confirmBy.toISOString() }),
    ...(write.rollsBack !== undefined && { rollsBack: write.rollsBack }),
    files: files.map((file, index) => recorded(file, located[index] as Located, id, held)),
  }
  try {
    state.make()
    journal.write(preparing)
  } catch (error) {
    state.removeQuietly(journal.pathOf(id))
    return writeWithoutRecord(located, state, error, { write, machine, held })
  }
  let entry: number | undefined
  const transaction: LockedFor = {
    id,
    record: journal.pathOf(id),
    settle: (record) => settleRecord(record, machine),
  }
  try {
    writeLocated(located, machine, {
      held,
      transaction,
      beforeCommit: () => journal.write(committing(preparing, files)),
      afterCommit: () => {
        entry = new History(state).add(committing(preparing, files))
      },
    })
  } catch (error) {
    if (!(error instanceof WriteError && error.written)) dropRecord(journal, preparing)
    throw error
  }
  try {
    journal.remove(preparing)
  } catch (error) {
    throw writeError(error, write.folder, 'is written, but its journal could not be cleared')
  }
  return { entry, notes: [] }
}

function recorded(
  { request, edits }: RequestedFile,
  { file }: Located,
  id: string,
  held: HeldLocks | undefined,
): RecordedFile {
  const { expectedHash, bytes } = request
  return {
    name: edits.name,
    path: file,
    temporary: FileLock.temporaryFileOf(file, held?.of(file)?.token ?? id),
    ...(expectedHash !== undefined && { beforeHash: expectedHash }),
    ...(bytes !== undefined && { afterHash: hashOf(bytes) }),
    edits: edits.edits,
    inverse: edits.inverse,
  }
}

/** The record with all that is needed to finish the write, or to undo it. */
function committing(record: TransactionRecord, files: readonly RequestedFile[]): TransactionRecord {
  return {
    ...record,
    stage: 'committing',
    files: record.files.map((file, index) => {
      const before = files[index]?.before
      return before === undefined ? file : { ...file, before: packed(before) }
    }),
  }
}

/**
 * One file can be written without a record of it: it is wholly old or wholly new all the same. Of
 * several, nothing could undo the first when the second fails with the machine.
 * @param cause why there is no record
 */
function writeWithoutRecord(
  located: readonly Located[],
  state: StateFolder,
  cause: unknown,
  {
    write,
    machine,
    held,
  }: {
    readonly write: WriteRecord
    readonly machine: Machine
    readonly held: HeldLocks | undefined
  },
): Installation {
  const known = environmentError(cause, state.path)
  const reason = (known as { readonly reason?: string }).reason
  if (reason === undefined) throw cause
  const [only, ...others] = located
  if (only === undefined || others.length > 0 || write.confirmBy !== undefined) {
    const why = `can not be written: ${reason}; without it nothing could undo ${
      write.confirmBy === undefined ? 'half of a change of several files' : 'the change'
    }, so nothing was written`
    throw new WriteError('system', state.path, why)
  }
  writeLocated(located, machine, { held })
  return {
    entry: undefined,
    notes: [`Not recorded in the history: ${state.path}: ${reason}`],
  }
}

function dropRecord(journal: Journal, record: TransactionRecord): void {
  try {
    journal.remove(record)
  } catch {
    // The next run finds that its process is gone, and that no file is new.
  }
}
