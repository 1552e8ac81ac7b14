import { join } from 'node:path'
import { EnvironmentError } from '../../config/index.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { environmentError } from '../files/system-error.js'
import { History } from '../history/history.js'
import { FileLock } from '../locks/lock.js'
import { lockedName } from '../locks/lock-name.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { Journal, type RecordPlace, recordPlace } from './journal.js'
import { type Recovery, theirs } from './recovery-outcome.js'
import { ownerOfRecord, settleRecord } from './settle.js'
import { StateFolder } from './state-folder.js'
import { MOST_STATES, STATE_FOLDER, userOfState } from './state-place.js'
import { overdueIn, takeBackOverdue } from './take-back.js'
import { readableTime } from './transaction-record.js'

/** Limits for one run, because whoever may write the folder may have made any number of records. */
const MOST_RECORDS = 100
const MOST_USERS = 16

/**
 * Ends the transactions that dead processes have left unfinished, and takes back changes not
 * confirmed in time; to be called before a configuration is read. A living process is left alone.
 * What other users have left is ended with their rights (`Machine.endAs`), or left to them.
 * @param folder the folder of the main file, absolute
 * @param known the real paths of the files of the configuration; outside its folder only these are
 *   written
 */
export function recover(
  folder: string,
  machine: Machine = THIS_MACHINE,
  known: ReadonlySet<string> = new Set(),
): readonly Recovery[] {
  try {
    return StateFolder.with(folder, machine, (state) => [
      ...recoverIn(state, known),
      ...lockedByOthers(state),
    ])
  } catch {
    // A user who may not look into the folder has nothing to end there.
    return []
  }
}

function recoverIn(state: StateFolder, known: ReadonlySet<string>): Recovery[] {
  const said: Recovery[] = []
  const users = new Set<number>()
  const uid = state.machine.processes.uid()
  let ids: readonly string[]
  try {
    ids = new Journal(state).ids().slice(0, MOST_RECORDS)
  } catch {
    // Another user owns what prevents reading the journal.
    ids = []
  }
  for (const id of ids) {
    const owner = ownerOfRecord(state, id)
    if (owner === undefined) continue
    if (uid === undefined || owner === uid) {
      const recovery = settleRecord(state, id, known)
      if (recovery !== undefined) said.push(recovery)
    } else if (canEndOthers(state)) {
      users.add(owner)
    } else said.push(theirs(new Journal(state).pathOf(id), owner))
  }
  ignoreErrors(() => {
    state.sweep()
    for (const { number, command, user } of new History(state).disarmStray()) {
      const text = `Change ${number} (${command} by ${user}) waits for its confirmation in the folder that this one is a copy of, not here`
      said.push({ kind: 'copied', text })
    }
  })
  said.push(...takeBackOverdue(state, known))
  if (!canEndOthers(state)) return said
  for (const owner of [...users, ...overdueOwners(state), ...otherStates(state)]) users.add(owner)
  for (const owner of [...users].slice(0, MOST_USERS)) {
    said.push(...(state.machine.endAs?.(owner, state.folder, known) ?? []))
  }
  return said
}

function canEndOthers({ machine }: StateFolder): boolean {
  return machine.processes.uid() === 0 && machine.endAs !== undefined
}

/** The users other than root whose overdue changes wait in this state folder. */
function overdueOwners(state: StateFolder): number[] {
  try {
    return overdueIn(state).flatMap(({ owner }) => (owner === 0 ? [] : owner))
  } catch {
    return []
  }
}

/** The users who have something to end in a state folder of their own. */
function otherStates({ folder, machine }: StateFolder): number[] {
  const { calls } = machine
  const own = calls
    .list(folder)
    .filter((name) => userOfState(name) !== undefined)
    .slice(0, MOST_STATES)
    // Anybody may make folders of such names, and only those of the users in them count.
    .filter((name) => calls.status(join(folder, name))?.uid === userOfState(name))
  return own.flatMap((name) => {
    const user = userOfState(name)
    if (user === undefined || user === 0) return []
    try {
      const isOpen = StateFolder.with(
        folder,
        machine,
        (state) => new Journal(state).ids().length > 0 || new History(state).hasArmed(),
        name,
      )
      return isOpen ? user : []
    } catch {
      return []
    }
  })
}

/** How many locks are looked at. */
const MOST_LOCKS = 100

/**
 * Reports interrupted changes whose records this user may not read, from the locks that dead
 * processes have left beside the main file.
 */
function lockedByOthers({ folder, machine }: StateFolder): Recovery[] {
  const { calls, processes } = machine
  const said: Recovery[] = []
  ignoreErrors(() => {
    const names = calls.list(folder).flatMap((name) => lockedName(name) ?? [])
    // The lock of the configuration counts only when no file here is locked: the changed files lie
    // elsewhere.
    const files = names.filter((name) => name !== STATE_FOLDER).sort()
    for (const name of (files.length > 0 ? files : names).slice(0, MOST_LOCKS)) {
      const holder = FileLock.holderOf(join(folder, name), calls)
      const place = holder?.journal === undefined ? undefined : recordPlace(holder.journal)
      if (holder === undefined || place === undefined || place.folder !== folder) continue
      const reason = processes.isAlive(holder) === false ? hiddenBy(place, machine) : undefined
      if (reason === undefined) continue
      const { user, pid, since } = holder
      const changed = name === STATE_FOLDER ? 'the configuration' : name
      const what = `A change of ${changed} that was interrupted (${user}, process ${pid}, ${readableTime(since)})`
      const text = `${what} cannot be ended: ${reason}; ecconf run by ${user} ends it`
      said.push({ kind: 'blocked', text })
      return
    }
  })
  return said
}

/** Why this user cannot look into the journal of a record; undefined when nothing prevents it. */
function hiddenBy({ folder, state }: RecordPlace, machine: Machine): string | undefined {
  try {
    StateFolder.with(folder, machine, (found) => found.list(found.journal), state)
    return undefined
  } catch (error) {
    const known = environmentError(error, folder)
    return known instanceof EnvironmentError ? `${known.path}: ${known.reason}` : undefined
  }
}
