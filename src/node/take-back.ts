import { planRollback } from '../edit/index.js'
import { armedEntries, withArmed } from './armed.js'
import type { FileSystemCalls } from './file-system-calls.js'
import { History } from './history.js'
import type { HistoryEntry } from './history-entry.js'
import { install } from './install.js'
import type { Recovery } from './recovery.js'
import { hashOf } from './replacement.js'
import { StateFolder } from './state-folder.js'
import { namesOf, readableTime } from './transaction-record.js'
import { mayActOn } from './trust.js'
import { isWhole } from './whole-entry.js'
import type { Machine } from './write.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/**
 * Takes back the changes that nobody has confirmed in time. What can not be taken back stays armed,
 * and the next run tries again.
 * @param folder in which the state folder lies: that of the main file
 */
export function takeBackOverdue(folder: string, machine: Machine): Recovery[] {
  const state = new StateFolder(folder, machine)
  try {
    if (overdue(folder, machine).length === 0) return []
  } catch {
    // What this user may not even look at, others take back.
    return []
  }
  try {
    // Another process may do the same: what it has done is not armed any more.
    return withArmed(state, machine, () =>
      overdue(folder, machine).map((entry) => takeBack(entry, folder, machine)),
    )
  } catch (error) {
    const known = writeError(error, state.history)
    if (!(known instanceof WriteError)) throw error
    return [{ kind: 'blocked', text: `Changes that wait for a confirmation: ${known.message}` }]
  }
}

function overdue(folder: string, machine: Machine): HistoryEntry[] {
  const now = machine.processes.now().getTime()
  return armedEntries(folder, machine).filter(
    ({ confirmBy }) => confirmBy !== undefined && Date.parse(confirmBy) <= now,
  )
}

function takeBack(entry: HistoryEntry, folder: string, machine: Machine): Recovery {
  const { number, command, user, confirmBy = '' } = entry
  const what = `Change ${number} (${command} by ${user}) was not confirmed by ${readableTime(confirmBy)}`
  const history = new History(new StateFolder(folder, machine))
  if (!isWhole(entry)) {
    const lost = 'Its entry in the history is damaged, so it can not be taken back'
    return { kind: 'blocked', text: `${what}. ${lost}. ecconf confirm keeps it.` }
  }
  const paths = entry.files.map(({ path }) => path)
  if (!mayActOn(history.ownerOf(number), paths, machine.calls)) {
    const text = `${what}. ecconf run by ${user} takes it back, ecconf confirm keeps it.`
    return { kind: 'blocked', text }
  }
  try {
    const changeSet = planRollback(entry, presentTexts(entry, machine.calls), {
      hashOf,
      later: history.read().entries,
    })
    const [refusal, ...others] = changeSet.refusals
    if (refusal !== undefined) {
      const more = others.length === 0 ? '' : ` (and ${others.length} more)`
      const text = `${what}. ${refusal.summary}${more}. ecconf confirm keeps it.`
      return { kind: 'blocked', text }
    }
    const why = 'not confirmed in time'
    const { notes } = install(
      changeSet,
      {
        folder,
        command: 'rollback',
        message: why,
        rollsBack: number,
        // Nobody is there to be asked.
        mayLoseAttributes: true,
      },
      machine,
    )
    history.disarm(number)
    const text = `${what}, and is taken back: ${[namesOf(entry.files), ...notes].join('. ')}`
    return { kind: 'taken-back', text }
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    return { kind: 'blocked', text: `${what}, and can not be taken back now: ${error.message}` }
  }
}

/**
 * What the files of an entry hold now, by path; undefined where there is none.
 * @throws WriteError when one can not be read
 */
export function presentTexts(
  { files }: HistoryEntry,
  calls: FileSystemCalls,
): Map<string, Uint8Array | undefined> {
  return new Map(
    files.map(({ path, name }) => {
      try {
        return [path, calls.read(path)]
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return [path, undefined]
        throw writeError(error, name)
      }
    }),
  )
}
