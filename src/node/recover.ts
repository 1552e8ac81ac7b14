import { join } from 'node:path'
import { History } from './history.js'
import { Journal } from './journal.js'
import { FileLock } from './lock.js'
import type { Recovery } from './recovery.js'
import { settleRecord } from './settle.js'
import { StateFolder } from './state-folder.js'
import { environmentError } from './system-error.js'
import { takeBackOverdue } from './take-back.js'
import { readableTime } from './transaction-record.js'
import { type Machine, THIS_MACHINE } from './write.js'

/**
 * Ends what dead processes have left in the middle, and takes back what was not confirmed in time:
 * to be done before a configuration is read. What a living process does is not touched.
 * @param folder in which the state folder lies: that of the main file
 */
export function recover(folder: string, machine: Machine = THIS_MACHINE): readonly Recovery[] {
  const state = new StateFolder(folder, machine)
  let paths: readonly string[]
  try {
    paths = new Journal(state).paths()
  } catch (error) {
    return unseen(folder, state, error)
  }
  const settled = paths.flatMap((path) => settleRecord(path, machine) ?? [])
  try {
    state.sweep()
    new History(state).disarmStray()
  } catch {
    // What was never put in its place means nothing to anybody.
  }
  return [...settled, ...takeBackOverdue(folder, machine)]
}

const LOCK = /^\.(.+)\.ecconf-lock$/

/**
 * What can be said of interrupted changes by a user who may not look at the journal: locks beside the
 * main file that dead processes have left, and whose they are.
 */
function unseen(folder: string, state: StateFolder, cause: unknown): Recovery[] {
  const { calls, processes } = state.machine
  const { reason } = environmentError(cause, state.journal) as { readonly reason?: string }
  if (reason === undefined) throw cause
  try {
    const names = calls.list(folder).flatMap((name) => LOCK.exec(name)?.[1] ?? [])
    for (const name of names.sort()) {
      const holder = FileLock.holderOf(join(folder, name), calls)
      if (!holder?.journal?.startsWith(state.journal) || processes.isAlive(holder) !== false) {
        continue
      }
      const { user, pid, since } = holder
      const what = `A change of ${name} that was interrupted (${user}, process ${pid}, ${readableTime(since)})`
      const text = `${what} can not be ended: ${state.journal}: ${reason}; ecconf run by ${user} ends it`
      return [{ kind: 'blocked', text }]
    }
  } catch {
    // Nor at that.
  }
  return []
}
