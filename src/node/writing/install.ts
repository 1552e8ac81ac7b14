import type { ChangeSet } from '../../edit/index.js'
import { identityOf } from '../files/folder-identity.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { type Rights, rightsFrom, rightsToMake } from '../files/rights.js'
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
  packed,
  type RecordedFile,
  type TransactionRecord,
} from '../transactions/transaction-record.js'
import { hashOf } from './replacement.js'
import { checkBase, type RequestedFile, requestedFiles } from './requested-files.js'
import { type Located, locateAll, type WritingTogether, writeLocated } from './write.js'
import { WriteError, writeError } from './write-error.js'

/** How long to wait for another write of the same configuration; in ms. */
const PATIENCE = 5000

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
  /** As `WriteRequest` has it, for all files. */
  readonly mayExpose?: boolean | undefined
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
  const files = requestedFiles(changeSet, machine)
  if (files.length === 0) return { entry: undefined, notes: [] }
  const { mayLoseAttributes, mayExpose } = write
  const located = locateAll(
    files.map(({ request }) => ({ ...request, mayLoseAttributes, mayExpose })),
    machine.calls,
  )
  try {
    return StateFolder.with(write.folder, machine, (state) =>
      new Installing({ state, changeSet, write, files, located, held }).run(),
    )
  } catch (error) {
    throw writeError(error, write.folder)
  }
}

/** One write that is recorded. */
class Installing {
  /** Tells the write from others. The locks that are held name it already. */
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
      readonly located: readonly Located[]
      readonly held: HeldLocks | undefined
    },
  ) {
    const { state, held } = asked
    this.#id = held?.id ?? newToken()
    this.#journal = new Journal(state)
    this.#history = new History(state)
    const known = [...asked.changeSet.base, ...asked.changeSet.edits].map(({ path }) => path)
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
    // Of two at once the second one loses before it writes.
    return withArmed(state, () => {
      if (this.#history.hasArmed()) {
        throw new WriteError('armed', state.folder, 'another change waits for its confirmation')
      }
      return this.#recorded()
    })
  }

  #recorded(): Installation {
    const { state, write, located } = this.asked
    const record = this.#record()
    try {
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
        const isClean = writeLocated(located, state.machine, {
          ...this.#together(),
          transaction: { id: this.#id, record: this.#journal.pathOf(this.#id) },
          beforeCommit: () => {
            this.#checkBase()
            this.#journal.write(committing(record, this.asked.files))
          },
          afterCommit: () => {
            entry = this.#history.add(this.#journal.pathOf(this.#id))
          },
        })
        if (isClean) ignoreErrors(() => this.#journal.remove(this.#id))
      } finally {
        // A lock that stays is that of a dead process soon, and then anybody's.
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

  #together(): Pick<WritingTogether, 'held' | 'settle' | 'rights' | 'tell'> {
    const { state, write, held } = this.asked
    const rights = write.rollsBack === undefined ? this.#rightsToMake() : rightsFrom(state)
    return { held, settle: this.#settle, rights, tell: (note) => this.#notes.push(note) }
  }

  #rightsToMake(): Rights | undefined {
    const { state, changeSet } = this.asked
    const { calls } = state.machine
    const isMaking = changeSet.edits.some(({ create }) => create)
    if (!isMaking) return undefined
    return rightsToMake(
      state,
      changeSet.base.map(({ path }) => calls.realPath(path)),
    )
  }

  /** Where no lock can be made nobody else makes one either. */
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
    const { state, changeSet, write, files, located } = this.asked
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
      files: files.map((file, index) => recorded(file, located[index] as Located)),
    }
  }

  /** Leaves nothing of a write that did not happen. @throws when something stays */
  #drop(): void {
    const { state, located, held, write } = this.asked
    for (const { file } of located) clearAway(file, this.#id, state.machine, held)
    if (write.confirmBy !== undefined) this.#history.disarmWrite(this.#id)
    this.#journal.remove(this.#id)
  }

  /**
   * One file can be written without a record of it: it is wholly old or wholly new all the same. Of
   * several, nothing could undo the first when the second fails with the machine.
   * @param cause why there is no record
   */
  #withoutRecord(cause: unknown): Installation {
    const { state, located, write } = this.asked
    const known = environmentError(cause, state.path)
    const reason = (known as { readonly reason?: string }).reason
    if (reason === undefined) throw cause
    const [only, ...others] = located
    if (only === undefined || others.length > 0 || write.confirmBy !== undefined) {
      const why = `cannot be written: ${reason}; without it nothing could undo ${
        write.confirmBy === undefined ? 'half of a change of several files' : 'the change'
      }, so nothing was written`
      throw new WriteError('system', state.path, why)
    }
    writeLocated(located, state.machine, {
      ...this.#together(),
      beforeCommit: () => this.#checkBase(),
    })
    const note = `Not recorded in the history: ${state.path}: ${reason}`
    return { entry: undefined, notes: [...this.#notes, note] }
  }
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

/** What was begun, and could neither be finished nor undone. */
function unended({ code, file, reason }: WriteError): WriteError {
  return new WriteError(code, file, `${reason}; the next run of ecconf ends it`, true)
}

function recorded({ request, access, edits }: RequestedFile, { file }: Located): RecordedFile {
  const { expectedHash, bytes } = request
  return {
    name: edits.name,
    path: file,
    ...(expectedHash !== undefined && { beforeHash: expectedHash }),
    ...(bytes !== undefined && { afterHash: hashOf(bytes) }),
    ...(access !== undefined && { access }),
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
