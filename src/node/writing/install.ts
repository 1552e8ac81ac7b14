import { EnvironmentError } from '../../config/index.js'
import { boundPath, type ChangeSet } from '../../edit/index.js'
import { rightsFrom, rightsToMake } from '../access/rights.js'
import { hasTooManyValues, MOST_VALUES } from '../files/bounded-json.js'
import { identityOf } from '../files/folder-identity.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { environmentError } from '../files/system-error.js'
import { History } from '../history/history.js'
import type { HeldLocks } from '../locks/held-locks.js'
import { FileLock, newToken } from '../locks/lock.js'
import { whileLocked } from '../locks/waiting.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { withArmed } from '../transactions/armed.js'
import { Journal } from '../transactions/journal.js'
import { settler } from '../transactions/settle.js'
import { StateFolder } from '../transactions/state-folder.js'
import {
  MOST_RECORDED_FILES,
  MOST_UNPACKED,
  packed,
  type RecordedFile,
  recordBytes,
  type TransactionRecord,
} from '../transactions/transaction-record.js'
import { hashOf } from './replacement.js'
import { checkBase, type RequestedFile, requestedFiles } from './requested-files.js'
import { type Ready, type WritingTogether, writeLocated } from './write.js'
import { WriteError, writeError } from './write-error.js'

/** As JSON: an object of four members. */
const VALUES_OF_AN_IDENTITY = 5

/** How long to wait for another write of the same configuration, in ms. */
const PATIENCE = 5000

/** What the history records about a write besides its files. */
export interface WriteRecord {
  /** The folder of the main file, which holds the state folder; absolute. */
  readonly folder: string
  /** The command as the user gave it: `set`, `overlay apply`. */
  readonly command: string
  /** The reason for the write; a message in the change set takes precedence. */
  readonly message?: string | undefined
  /** When the write is taken back unless it is confirmed. */
  readonly confirmBy?: Date | undefined
  /** The number of the history entry that this write takes back. */
  readonly rollsBack?: number | undefined
  /** As in `WriteRequest`, for all files. */
  readonly mayLoseAttributes?: boolean | undefined
  /** As `WriteRequest` has it, for all files. */
  readonly mayExpose?: boolean | undefined
}

/** The result of a write. */
export interface Installation {
  /**
   * Number of the new history entry; undefined when nothing was written, or it was not recorded.
   */
  readonly entry: number | undefined
  /** Messages for the user. */
  readonly notes: readonly string[]
}

/**
 * Writes all files of a change set or none: the next run finishes or undoes what a killed process
 * leaves unfinished (`recover`). The write is recorded in the history. The change set is bound to
 * every file that it was made from: if one of them has changed since, nothing is written.
 * @param held locks that the caller already has, and keeps
 * @throws WriteError with the file's name for users; all files are unchanged unless it says
 *   `written`
 */
export function install(
  changeSet: ChangeSet,
  write: WriteRecord,
  machine: Machine = THIS_MACHINE,
  held?: HeldLocks,
): Installation {
  const files = requestedFiles(changeSet, machine, write)
  if (files.length === 0) return { entry: undefined, notes: [] }
  try {
    return StateFolder.with(write.folder, machine, (state) =>
      new Installing({ state, changeSet, write, files, held }).run(),
    )
  } catch (error) {
    throw writeError(error, write.folder)
  }
}

/** One recorded write. */
class Installing {
  /**
   * Identifies the write, and names its locks and its record; locks that are held already name it.
   */
  readonly #id: string
  readonly #journal: Journal
  readonly #history: History
  readonly #settle: ReturnType<typeof settler>
  readonly #notes: string[] = []

  constructor(
    readonly asked: {
      readonly state: StateFolder
      readonly changeSet: ChangeSet
      readonly write: WriteRecord
      readonly files: readonly RequestedFile[]
      readonly held: HeldLocks | undefined
    },
  ) {
    const { state, held } = asked
    this.#id = held?.id ?? newToken()
    this.#journal = new Journal(state)
    this.#history = new History(state)
    const known = [...asked.changeSet.base, ...asked.changeSet.edits].map(boundPath)
    this.#settle = settler(state.machine, ({ text }) => this.#notes.push(text), known)
  }

  /** @throws WriteError, and the system's errors */
  run(): Installation {
    const { state, write } = this.asked
    try {
      state.make()
    } catch (error) {
      return this.#withoutRecord(error)
    }
    if (write.confirmBy === undefined) return this.#recorded()
    // Of two such writes at once, the second fails here, before it writes.
    return withArmed(state, () => {
      if (this.#history.hasArmed()) {
        throw new WriteError('armed', state.folder, 'another change waits for its confirmation')
      }
      return this.#recorded()
    })
  }

  #recorded(): Installation {
    const { state, write, files } = this.asked
    const record = this.#record()
    try {
      this.#refuseTooMuch(record)
      this.#journal.write(record)
      if (write.confirmBy !== undefined) this.#history.arm(this.#id)
    } catch (error) {
      ignoreErrors(() => this.#drop())
      return this.#withoutRecord(error)
    }
    let entry: number | undefined
    try {
      const lock = this.#lockConfiguration()
      try {
        const isClean = writeLocated(files, state.machine, {
          ...this.#together(),
          transaction: { id: this.#id, record: this.#journal.pathOf(this.#id) },
          beforeCommit: (ready) => {
            this.#checkBase()
            this.#journal.write(committing(record, this.asked.files, ready, state.machine))
          },
          afterCommit: () => {
            entry = this.#history.add(this.#journal.pathOf(this.#id))
          },
        })
        if (isClean) ignoreErrors(() => this.#journal.remove(this.#id))
      } finally {
        // A lock that cannot be removed soon counts as a dead process's, and anybody may take it.
        ignoreErrors(() => lock?.release())
      }
    } catch (error) {
      if (entry !== undefined) throw error
      if (error instanceof WriteError && error.written) throw unended(error)
      ignoreErrors(() => this.#drop())
      throw error
    }
    return { entry, notes: this.#notes }
  }

  /** @throws EnvironmentError for a record that could not be read again */
  #refuseTooMuch(record: TransactionRecord): void {
    const refuse = (what: string): never => {
      throw new EnvironmentError('EFBIG', this.#journal.pathOf(this.#id), `a record of ${what}`)
    }
    const { files, state } = this.asked
    const size = files.reduce((sum, { before }) => sum + (before?.length ?? 0), 0)
    if (size > MOST_UNPACKED) refuse(`files with more than ${MOST_UNPACKED >>> 20} MiB`)
    if (files.length > MOST_RECORDED_FILES) refuse(`more than ${MOST_RECORDED_FILES} files`)
    // The old bytes of each file are still to come, and what tells it and its folder from all others.
    const most = MOST_VALUES - MOST_RECORDED_FILES * (1 + 2 * VALUES_OF_AN_IDENTITY)
    if (hasTooManyValues(recordBytes(record, state.folder), most)) refuse('too many edits')
  }

  #together(): Pick<WritingTogether, 'held' | 'settle' | 'rights' | 'tell'> {
    const { state, changeSet, write, held } = this.asked
    const rights =
      write.rollsBack === undefined ? rightsToMake(changeSet, state.machine) : rightsFrom(state)
    return { held, settle: this.#settle, rights, tell: (note) => this.#notes.push(note) }
  }

  /**
   * Locks the configuration; undefined where the system refuses, because no other process can lock
   * it either.
   */
  #lockConfiguration(): FileLock | undefined {
    const { configuration, machine } = this.asked.state
    const { calls, processes } = machine
    const purpose = { id: this.#id, settle: this.#settle, record: this.#journal.pathOf(this.#id) }
    try {
      return whileLocked(PATIENCE, () =>
        FileLock.acquire(configuration, 'the configuration', calls, processes, purpose),
      )
    } catch (error) {
      if (error instanceof WriteError && error.code === 'system') return undefined
      throw error
    }
  }

  #checkBase(): void {
    checkBase(this.asked.changeSet, this.asked.state.calls)
  }

  #record(): TransactionRecord {
    const { state, changeSet, write, files } = this.asked
    const { processes } = state.machine
    const message = changeSet.message ?? write.message
    return {
      version: 2,
      id: this.#id,
      stage: 'preparing',
      by: processes.self(),
      when: processes.now().toISOString(),
      command: write.command,
      ...(message !== undefined && { message }),
      ...(write.confirmBy && { confirmBy: write.confirmBy.toISOString() }),
      ...(write.rollsBack !== undefined && { rollsBack: write.rollsBack }),
      folder: identityOf(state.status, processes),
      files: files.map((file) => recorded(file, state.machine)),
    }
  }

  /** Removes all traces of a write that did not happen. @throws when some are left */
  #drop(): void {
    const { state, files, held, write } = this.asked
    for (const { file } of files) clearAway(file, this.#id, state.machine, held)
    if (write.confirmBy !== undefined) this.#history.disarmWrite(this.#id)
    this.#journal.remove(this.#id)
  }

  /**
   * A single file can be written without a record, because it is wholly old or wholly new in any
   * case. With several files, nothing could undo the first if the machine failed before the second.
   * @param cause why there is no record
   */
  #withoutRecord(cause: unknown): Installation {
    const { state, files, write } = this.asked
    const known = environmentError(cause, state.path)
    const reason = (known as { readonly reason?: string }).reason
    if (reason === undefined) throw cause
    const [only, ...others] = files
    if (only === undefined || others.length > 0 || write.confirmBy !== undefined) {
      const why = `cannot be written: ${reason}; without it nothing could undo ${
        write.confirmBy === undefined ? 'half of a change of several files' : 'the change'
      }, so nothing was written`
      throw new WriteError('system', state.path, why)
    }
    writeLocated(files, state.machine, {
      ...this.#together(),
      beforeCommit: () => this.#checkBase(),
    })
    const note = `Not recorded in the history: ${state.path}: ${reason}`
    return { entry: undefined, notes: [...this.#notes, note] }
  }
}

/**
 * Removes what a write left beside a file.
 * @throws when some is left: its record then leads the next run to it
 */
function clearAway(
  file: string,
  id: string,
  { calls, processes }: Machine,
  held: HeldLocks | undefined,
): void {
  if (held?.of(file) === undefined) FileLock.clearAway(file, id, calls, processes)
  else FileLock.clearTemporary(file, id, calls)
}

/** The error for a write that could be neither finished nor undone. */
function unended({ code, file, reason }: WriteError): WriteError {
  return new WriteError(code, file, `${reason}; the next run of ecconf ends it`, true)
}

function recorded(
  { request, file, access, edits, was, folder }: RequestedFile,
  { processes }: Machine,
): RecordedFile {
  const { expectedHash, bytes } = request
  return {
    name: edits.name,
    path: file,
    ...(expectedHash !== undefined && { beforeHash: expectedHash }),
    ...(bytes !== undefined && { afterHash: hashOf(bytes) }),
    ...(access !== undefined && { access }),
    ...(folder !== undefined && { folder: identityOf(folder, processes) }),
    ...(was !== undefined && { was: identityOf(was, processes) }),
    edits: edits.edits,
    inverse: edits.inverse,
  }
}

/** The record with everything needed to finish or undo the write. */
function committing(
  record: TransactionRecord,
  files: readonly RequestedFile[],
  ready: readonly Ready[],
  { processes }: Machine,
): TransactionRecord {
  return {
    ...record,
    stage: 'committing',
    files: record.files.map((file, index) => {
      const before = files[index]?.before
      const { made, folder } = ready[index] as Ready
      return {
        ...file,
        folder: identityOf(folder, processes),
        ...(made !== undefined && { made: identityOf(made, processes) }),
        ...(before !== undefined && { before: packed(before) }),
      }
    }),
  }
}
