import { join } from 'node:path'
import { ignoreErrors } from '../files/ignore-errors.js'
import { History } from '../history/history.js'
import type { HistoryEntry } from '../history/history-entry.js'
import { FileLock } from '../locks/lock.js'
import { whileLocked } from '../locks/waiting.js'
import { type Machine, THIS_MACHINE } from '../machine.js'
import { StateFolder } from './state-folder.js'

/** How long to wait for another process that takes back or confirms changes, in ms. */
const PATIENCE = 5000

/**
 * The changes that wait for a confirmation, the newest first. The history is read only if there are
 * any, which is rare.
 * @param folder the folder of the main file, which holds the state folder
 * @throws the system's errors
 */
export function armedEntries(folder: string, machine: Machine = THIS_MACHINE): HistoryEntry[] {
  return StateFolder.with(folder, machine, armedIn)
}

/** As `armedEntries`, in an open state folder. */
export function armedIn(state: StateFolder): HistoryEntry[] {
  return new History(state).armed()
}

/** Whether a change, by its id, waits for a confirmation: one look at the names of files. */
export function isArmed(folder: string, id: string, machine: Machine = THIS_MACHINE): boolean {
  return StateFolder.with(folder, machine, (state) => new History(state).isArmed(id))
}

/** Whether any change waits for a confirmation that this user has armed. */
export function hasOwnArmed(folder: string, machine: Machine = THIS_MACHINE): boolean {
  return StateFolder.with(folder, machine, (state) => new History(state).hasOwnArmed())
}

/**
 * The change of a process of this user and machine that waits for a confirmation, if there is one.
 * @param pid the number of the process
 */
export function armedBy(
  folder: string,
  pid: number,
  machine: Machine = THIS_MACHINE,
): HistoryEntry | undefined {
  const { processes } = machine
  const { host } = processes.self()
  const uid = processes.uid()
  return armedEntries(folder, machine).find(
    (entry) => entry.pid === pid && entry.host === host && (uid ?? entry.owner) === entry.owner,
  )
}

/**
 * Confirms every change that waits for a confirmation, or would if somebody brought its mark back.
 * @returns the entries confirmed by this call
 * @throws WriteError `locked` when another process is taking the changes back
 */
export function confirmArmed(folder: string, machine: Machine = THIS_MACHINE): HistoryEntry[] {
  return StateFolder.with(folder, machine, (state) => {
    const waiting = () => [...armedIn(state), ...new History(state).unmarked()]
    if (waiting().length === 0) return []
    return withArmed(state, () => {
      // Another process may have taken the changes back while this one waited for the lock.
      const entries = waiting()
      for (const { number } of entries) new History(state).confirm(number)
      return entries
    })
  })
}

/**
 * Runs an action on the changes that wait for a confirmation while no other process does: a change
 * must not be confirmed and taken back at once, nor taken back twice, and only one waits.
 * @throws WriteError `locked` when another process holds the lock for too long
 */
export function withArmed<T>(state: StateFolder, action: () => T): T {
  const { calls, processes } = state.machine
  const path = join(state.history, 'armed')
  const lock = whileLocked(PATIENCE, () => FileLock.acquire(path, path, calls, processes))
  try {
    return action()
  } finally {
    // A lock that cannot be removed soon counts as a dead process's, and anybody may take it.
    ignoreErrors(() => lock.release())
  }
}
