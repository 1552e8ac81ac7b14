import type { ChangeSet } from '../edit/index.js'
import type { FileSystemCalls } from './file-system-calls.js'
import type { HeldLocks } from './held-locks.js'
import { History, readEntry } from './history.js'
import { ignoreErrors } from './ignore-errors.js'
import { Journal } from './journal.js'
import { FileLock, newToken } from './lock.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { type RequestedFile, requestedFiles } from './requested-files.js'
import { settler } from './settle.js'
import { StateFolder } from './state-folder.js'
import { environmentError } from './system-error.js'
import { packed, type RecordedFile, type TransactionRecord } from './transaction-record.js'
import { type Located, locateAll, type Machine, THIS_MACHINE, writeLocated } from './write.js'
import { WriteError } from './write-error.js'

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
  /** As `WriteRequest` has it, for all files. */
  readonly mayLoseAttributes?: boolean | undefined
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
  const { mayLoseAttributes } = write
  const requests = files.map(({ request }) => ({ ...request, mayLoseAttributes }))
  const located = locateAll(asTheyWere(requests, write, machine), machine.calls)
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
    files: files.map((file, index) => recorded(file, located[index] as Located)),
  }
  const history = new History(state)
  const notes: string[] = []
  const tell = (note: string) => notes.push(note)
  const settle = settler(machine, ({ text }) => tell(text))
  const drop = () => {
    for (const { file } of located) clearAway(file, id, machine, held)
    if (write.confirmBy !== undefined) history.disarmWrite(id)
    journal.remove(preparing)
  }
  try {
    state.make()
    journal.write(preparing)
    if (write.confirmBy !== undefined) history.arm(id)
  } catch (error) {
    ignoreErrors(drop)
    return writeWithoutRecord(located, state, error, { write, machine, held, settle, notes })
  }
  let entry: number | undefined
  try {
    const isClean = writeLocated(located, machine, {
      held,
      settle,
      tell,
      transaction: { id, record: journal.pathOf(id) },
      beforeCommit: () => journal.write(committing(preparing, files, machine.calls)),
      afterCommit: () => {
        entry = history.add(journal.pathOf(id))
      },
    })
    if (isClean) ignoreErrors(() => journal.remove(preparing))
  } catch (error) {
    if (entry !== undefined) throw error
    if (error instanceof WriteError && error.written) throw unended(error)
    ignoreErrors(drop)
    throw error
  }
  return { entry, notes }
}

/** @throws when something stays: as long as there is a record, the next run clears it away */
function clearAway(
  file: string,
  id: string,
  { calls, processes }: Machine,
  held: HeldLocks | undefined,
): void {
  if (held?.of(file) === undefined) FileLock.clearAway(file, id, calls, processes)
  else FileLock.clearTemporary(file, id, calls)
}

/** A file that is made again when its removal is taken back gets its mode and owner back too. */
function asTheyWere(
  requests: readonly WriteRequest[],
  { folder, rollsBack }: WriteRecord,
  machine: Machine,
): readonly WriteRequest[] {
  const isMade = (request: WriteRequest) => request.expectedHash === undefined
  if (rollsBack === undefined || !requests.some(isMade)) return requests
  const removed = readEntry(folder, rollsBack, machine)?.files ?? []
  return requests.map((request) => {
    const { ownership } = removed.find(({ path }) => path === request.path) ?? {}
    if (!isMade(request) || ownership === undefined) return request
    return { ...request, mode: ownership.mode, owner: ownership }
  })
}

/** What was begun, and could neither be finished nor undone. */
function unended({ code, file, reason }: WriteError): WriteError {
  return new WriteError(code, file, `${reason}; the next run of ecconf ends it`, true)
}

function recorded({ request, edits }: RequestedFile, { file }: Located): RecordedFile {
  const { expectedHash, bytes } = request
  return {
    name: edits.name,
    path: file,
    ...(expectedHash !== undefined && { beforeHash: expectedHash }),
    ...(bytes !== undefined && { afterHash: hashOf(bytes) }),
    edits: edits.edits,
    inverse: edits.inverse,
  }
}

/** The record with all that is needed to finish the write, or to undo it. */
function committing(
  record: TransactionRecord,
  files: readonly RequestedFile[],
  calls: FileSystemCalls,
): TransactionRecord {
  return {
    ...record,
    stage: 'committing',
    files: record.files.map((file, index) => {
      const before = files[index]?.before
      if (before === undefined) return file
      const status = file.afterHash === undefined ? calls.status(file.path) : undefined
      return {
        ...file,
        before: packed(before),
        ...(status && { ownership: { mode: status.mode, uid: status.uid, gid: status.gid } }),
      }
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
    settle,
    notes,
  }: {
    readonly write: WriteRecord
    readonly machine: Machine
    readonly held: HeldLocks | undefined
    readonly settle: ReturnType<typeof settler>
    readonly notes: readonly string[]
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
  const more: string[] = []
  writeLocated(located, machine, { held, settle, tell: (note) => more.push(note) })
  return {
    entry: undefined,
    notes: [...notes, ...more, `Not recorded in the history: ${state.path}: ${reason}`],
  }
}
