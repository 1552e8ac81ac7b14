import { dirname } from 'node:path'
import { ROOT_ALONE } from '../../edit/index.js'
import { confinementOf } from '../access/carried-text.js'
import { isTrustedAside, rightsFrom, WRITTEN_BY_OTHERS } from '../access/rights.js'
import { type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import { identityOf } from '../files/folder-identity.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { inFolder, inFolderIfThere, syncFolder } from '../files/open-folder.js'
import { environmentError } from '../files/system-error.js'
import { History } from '../history/history.js'
import { bytesAfter, bytesBefore, filesOf } from '../history/history-entry.js'
import { isWhole } from '../history/whole-entry.js'
import { FileLock } from '../locks/lock.js'
import { whileLocked } from '../locks/waiting.js'
import type { Machine } from '../machine.js'
import { hashOf, type WriteRequest } from '../writing/replacement.js'
import { type Ready, writeLocated } from '../writing/write.js'
import { hasCode, WriteError, writeError } from '../writing/write-error.js'
import { Journal, type RecordPlace, recordPlace } from './journal.js'
import { rescueAside } from './lying-aside.js'
import { strangersAmong } from './recorded-path.js'
import {
  blocked,
  copied,
  damaged,
  elsewhere,
  finished,
  nothingWritten,
  older,
  type Recovery,
  theirs,
  undone,
  withKept,
} from './recovery-outcome.js'
import { boundAsRecorded, isElsewhere, isExchangeable } from './same-place.js'
import { StateFolder } from './state-folder.js'
import {
  describeRecord,
  namesOf,
  type RecordedFile,
  type TransactionRecord,
} from './transaction-record.js'

/** How long to wait for another process that ends the same record, in ms. */
const PATIENCE = 2000

/** How long a write of another machine may take before it counts as interrupted, in ms. */
const LONGEST = 60_000

/**
 * Finishes or undoes the write of a record if its process is dead. Only one process does so at a
 * time; another one waits for it.
 * @param known the real paths of the files of the configuration; outside its folder only these are
 *   written
 */
export function settleRecord(
  state: StateFolder,
  id: string,
  known: ReadonlySet<string>,
): Recovery | undefined {
  const path = new Journal(state).pathOf(id)
  try {
    return whileLocked(PATIENCE, () => new Settlement(state, id, known).settle())
  } catch (error) {
    return blocked('An interrupted change', reasonOf(error, path))
  }
}

/** The uid that owns a record; undefined when there is no record. */
export function ownerOfRecord(state: StateFolder, id: string): number | undefined {
  return state.calls.status(new Journal(state).pathOf(id))?.uid
}

/**
 * Makes the function by which locks end a transaction that they find unfinished.
 * @param tell called with what became of the transaction
 * @param known the real paths of the files of the configuration, as far as they are known
 */
export function settler(
  machine: Machine,
  tell: (recovery: Recovery) => void = () => undefined,
  known: Iterable<string> = [],
): (record: string, file: string, name: string) => void {
  return (record, file, name) => {
    const place = recordPlace(record)
    // A lock may name any path, so what is not the path of a record is ignored.
    if (place === undefined) return
    for (const recovery of settleFor(new Set([file, ...known]), { file, place }, machine)) {
      if (recovery.kind === 'blocked') {
        const why = `is part of a change that is not ended. ${recovery.text}`
        throw new WriteError('locked', name, why)
      }
      tell(recovery)
    }
  }
}

/** Ends the transaction whose record a lock names, if the record concerns the locked file. */
function settleFor(
  known: ReadonlySet<string>,
  { file, place }: { readonly file: string; readonly place: RecordPlace },
  machine: Machine,
): readonly Recovery[] {
  const end = (state: StateFolder): readonly Recovery[] => {
    const { id } = place
    const owner = ownerOfRecord(state, id)
    if (owner === undefined || !isAbout(file, state, id)) return []
    const uid = machine.processes.uid()
    if (uid === undefined || owner === uid) return listOf(settleRecord(state, id, known))
    const said = uid === 0 ? machine.endAs?.(owner, place.folder, known) : undefined
    if (ownerOfRecord(state, id) === undefined) return said ?? []
    const why = said?.find(({ kind }) => kind === 'blocked')
    return [why ?? theirs(new Journal(state).pathOf(id), owner)]
  }
  try {
    return StateFolder.with(place.folder, machine, end, place.state)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return []
    return [blocked('An interrupted change', reasonOf(error, pathOf(place)))]
  }
}

function listOf(recovery: Recovery | undefined): readonly Recovery[] {
  return recovery === undefined ? [] : [recovery]
}

/** Whether a record concerns a file; an unreadable record may. @throws the system's errors */
function isAbout(file: string, state: StateFolder, id: string): boolean {
  const contents = state.read(new Journal(state).pathOf(id))
  if (contents === undefined) return false
  const record = state.parse(contents.bytes)
  if (typeof record === 'string') return true
  return file === state.configuration || record.files.some(({ path }) => path === file)
}

function pathOf({ folder, state, id }: RecordPlace): string {
  return `${folder}/${state}/journal/${id}.json`
}

/** @throws the error itself when it does not come from the system */
function reasonOf(error: unknown, path: string): string {
  const known = error instanceof WriteError ? error : environmentError(error, path)
  if (known instanceof WriteError) return known.message
  const { reason, path: where = path } = known as {
    readonly reason?: string
    readonly path?: string
  }
  if (reason === undefined) throw error
  return `${where}: ${reason}`
}

/** The present contents of a file, compared with those before and after a write. */
type FileState = 'old' | 'new' | 'other'

class Settlement {
  readonly #path: string
  readonly #journal: Journal
  readonly #history: History

  constructor(
    readonly state: StateFolder,
    readonly id: string,
    readonly known: ReadonlySet<string>,
  ) {
    this.#journal = new Journal(state)
    this.#history = new History(state)
    this.#path = this.#journal.pathOf(id)
  }

  get #machine(): Machine {
    return this.state.machine
  }

  /** @throws WriteError, and the system's errors */
  settle(): Recovery | undefined {
    const { calls, processes } = this.#machine
    const found = this.#read()
    if (found === undefined || 'kind' in found) return found
    const lock = FileLock.acquire(this.#path, this.#path, calls, processes)
    try {
      // Another process may have ended the transaction before this one got the lock.
      const record = this.#read()
      return record === undefined || 'kind' in record ? record : this.#settle(record)
    } finally {
      // The next run sweeps away a lock that cannot be removed.
      ignoreErrors(() => lock.release())
    }
  }

  /**
   * The record of a dead process; undefined when there is none, or its process may still run.
   * @throws the system's errors
   */
  #read(): TransactionRecord | Recovery | undefined {
    const { processes } = this.#machine
    const contents = this.state.read(this.#path)
    if (contents === undefined) return undefined
    const uid = processes.uid()
    if (uid !== undefined && contents.uid !== uid) return theirs(this.#path, contents.uid)
    // This program makes records that nobody else may write.
    if ((contents.mode & WRITTEN_BY_OTHERS) !== 0) {
      return blocked('An interrupted change', `${this.#path}: others may write it`)
    }
    const record = this.state.parse(contents.bytes)
    if (record === 'older') return older(this.#path)
    if (record === 'beyond') {
      const why = `${this.#path}: more than one run reads beside the other records`
      return blocked('An interrupted change', why)
    }
    if (record === 'damaged' || record.id !== this.id) return damaged(this.#path)
    // The record came with a copy of its folder, so nobody here needs to wait for its process.
    if (!this.#history.isHere(record)) return record
    const isAlive = processes.isAlive(record.by)
    if (isAlive === false) return record
    const isLate = processes.now().getTime() - Date.parse(record.when) > LONGEST
    return isAlive === undefined && isLate ? elsewhere(record) : undefined
  }

  /** @throws WriteError, and the system's errors */
  #settle(record: TransactionRecord): Recovery {
    const kept: string[] = []
    try {
      if (!this.#history.isHere(record)) return copied(record, this.#journal.setAside(this.id))
      const foreign = this.#foreignAmong(record)
      if (foreign !== undefined) return blocked(`An interrupted ${describeRecord(record)}`, foreign)
      // Each search reads the history, so no file makes one of its own.
      const isEntry = this.#history.numberOf(record.id) !== undefined
      const rescue = this.#rescuer(record, isEntry)
      for (const file of record.files) kept.push(...rescue(file))
      const recovery = withKept(this.#end(record, isEntry), kept)
      if (recovery.kind === 'blocked') return recovery
      this.#clearAway(record, isEntry || recovery.kind === 'finished')
      return recovery
    } catch (error) {
      if (error instanceof WriteError && error.code === 'locked') throw error
      const isForSomebody =
        error instanceof WriteError && ['readers', 'exchanged'].includes(error.code)
      const byHand = isForSomebody ? `; look at the files, then remove ${this.#path}` : ''
      const why = `${reasonOf(error, this.#path)}${byHand}`
      return withKept(blocked(`An interrupted ${describeRecord(record)}`, why), kept)
    }
  }

  /**
   * Why nothing may be touched for a record, its helper files beside its files included; undefined when
   * all may.
   */
  #foreignAmong({ files }: TransactionRecord): string | undefined {
    const { calls } = this.#machine
    const advice = `look at the files, then remove ${this.#path}`
    const strangers = strangersAmong(files, this.state.folder, this.known)
    if (strangers.length > 0) {
      return `${namesOf(strangers)}: no part of this configuration; ${advice}`
    }
    const rights = rightsFrom(this.state)
    for (const file of files) {
      const { path, name } = file
      let refusal: string | undefined
      inFolderIfThere(calls, dirname(path), (folder) => {
        if (isElsewhere(file, folder, this.#machine)) {
          refusal = 'was exchanged by someone else meanwhile: it lies in another folder now'
        } else refusal = rights?.refusal(calls.status(path), folder, path)
      })
      if (refusal !== undefined) return `${name}: ${refusal}; ${advice}`
    }
    return undefined
  }

  /**
   * @param isEntry whether the write is in the history
   * @returns for a file, where what somebody else wrote lies, which had no place any more
   */
  #rescuer(
    { id, stage }: TransactionRecord,
    isEntry: boolean,
  ): (file: RecordedFile) => readonly string[] {
    const rights = rightsFrom(this.state)
    const isOpen = stage === 'committing' && !isEntry
    return (file) => {
      // Only a file that the write takes away, or has made and takes back, is missing meanwhile.
      const isMissing = file.afterHash === undefined || file.beforeHash === undefined
      const kept = rescueAside(file, id, this.#machine.calls, (aside, folder) => {
        const isAllowed = rights?.refusal(aside, folder, file.path) === undefined
        return isMissing && isOpen && isAllowed
      })
      return kept === undefined ? [] : [kept]
    }
  }

  #end(record: TransactionRecord, isEntry: boolean): Recovery {
    if (isEntry) return finished(record, [])
    if (record.stage === 'preparing') return nothingWritten(record)
    if (!isWhole({ files: filesOf(record.files) })) return damaged(this.#path)
    const states = record.files.map((file) => stateOf(file, this.#machine.calls))
    const those = (state: FileState) => record.files.filter((_, index) => states[index] === state)
    const others = those('other')
    // The last file is replaced last: if it is new, all files were, whatever happened to them
    // since.
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
    this.#write(record, old, 'new')
    const { calls } = this.#machine
    // The dead process may not have synced the folders.
    for (const folder of new Set(record.files.map(({ path }) => dirname(path)))) {
      inFolder(calls, folder, () => syncFolder(folder, calls))
    }
    this.#history.add(this.#path)
    return finished(record, others)
  }

  #undo(
    record: TransactionRecord,
    fresh: readonly RecordedFile[],
    others: readonly RecordedFile[],
  ): Recovery {
    this.#write(record, fresh, 'old')
    return undone(record, fresh, others)
  }

  #write(record: TransactionRecord, files: readonly RecordedFile[], wanted: 'old' | 'new'): void {
    const bound = new Map(
      files.map((file) => {
        const { name, path, folder, was, made } = file
        const place = { name, path, folder, files: [wanted === 'old' ? made : was] }
        return [path, boundAsRecorded(place, this.#machine)]
      }),
    )
    // A path in a record is a real path, so no link has to be followed.
    const located = files.map((file) => ({
      request: { ...this.#requestFor(file, wanted), bound: bound.get(file.path) },
      file: file.path,
    }))
    writeLocated(located, this.#machine, {
      beforeCommit: (ready) => this.#rememberMade(record, wanted, files, ready),
      transaction: { id: record.id, record: this.#path },
      settle: settler(this.#machine, undefined, this.known),
      rights: rightsFrom(this.state),
      adopts: (aside, folder) =>
        wanted === 'old' && isTrustedAside(aside, folder, this.#machine.processes.uid()),
    })
  }

  /** The next run, if this one dies, is to know what this one has put in the places. */
  #rememberMade(
    record: TransactionRecord,
    wanted: 'old' | 'new',
    files: readonly RecordedFile[],
    ready: readonly Ready[],
  ): void {
    const machine = this.#machine
    if (!files.some(({ path }) => isExchangeable(path, machine))) return
    const made = new Map(files.map(({ path }, index) => [path, ready[index]?.made]))
    const now = record.files.map((file) => {
      const its = made.get(file.path)
      if (its === undefined) return file
      const identity = identityOf(its, machine.processes)
      return wanted === 'old' ? { ...file, was: identity } : { ...file, made: identity }
    })
    this.#journal.write({ ...record, files: now })
  }

  #requestFor(file: RecordedFile, wanted: 'old' | 'new'): WriteRequest {
    const { path, name, beforeHash, afterHash } = file
    // A record that does not say who could read what was there is one of an earlier version.
    const access = file.access ?? (beforeHash === undefined ? undefined : ROOT_ALONE)
    const sources = access === undefined ? [] : [{ name, access, hasSecret: true }]
    // What was begun has to end, and whoever began it was told what would be lost. Who would read it was
    // told of the file that was there then: somebody may have put another one in its place.
    const plain = {
      path,
      name,
      mayLoseAttributes: true,
      confined: confinementOf(sources, this.#machine),
    }
    if (wanted === 'old') return { ...plain, bytes: bytesBefore(file), expectedHash: afterHash }
    const bytes = afterHash === undefined ? undefined : bytesAfter(file)
    return { ...plain, bytes, expectedHash: beforeHash }
  }

  /**
   * Removes what is left of the dead process. Its record goes last, because it leads to the rest.
   * @param isEntry whether the write is in the history by now
   */
  #clearAway({ id, files, confirmBy }: TransactionRecord, isEntry: boolean): void {
    const { calls, processes } = this.#machine
    for (const { path, name } of files) {
      try {
        FileLock.clearAway(path, id, calls, processes)
      } catch (error) {
        throw writeError(error, name)
      }
    }
    FileLock.clearAway(this.state.configuration, id, calls, processes)
    if (confirmBy !== undefined && !isEntry) this.#history.disarmWrite(id)
    this.#journal.remove(id)
  }
}

function stateOf(
  { path, name, beforeHash, afterHash }: RecordedFile,
  calls: FileSystemCalls,
): FileState {
  let hash: string | undefined
  try {
    hash = hashOf(calls.read(path, MOST_OF_A_FILE).bytes)
  } catch (error) {
    if (hasCode(error, 'ENOTREG')) return 'other'
    if (!hasCode(error, 'ENOENT')) throw writeError(error, name)
  }
  if (hash === afterHash) return 'new'
  return hash === beforeHash ? 'old' : 'other'
}
