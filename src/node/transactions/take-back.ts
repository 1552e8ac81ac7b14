import { type BoundFile, planRollback } from '../../edit/index.js'
import { type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import { History } from '../history/history.js'
import type { HistoryEntry } from '../history/history-entry.js'
import { isWhole } from '../history/whole-entry.js'
import { install } from '../writing/install.js'
import { hashOf } from '../writing/replacement.js'
import { hasCode, WriteError, writeError } from '../writing/write-error.js'
import { armedIn, withArmed } from './armed.js'
import { strangersAmong } from './recorded-path.js'
import { type Recovery, userText } from './recovery-outcome.js'
import { boundAsRecorded, type RecordedPlace } from './same-place.js'
import type { StateFolder } from './state-folder.js'
import { namesOf, readableTime } from './transaction-record.js'

/**
 * Takes back the changes that nobody has confirmed in time. What cannot be taken back stays armed,
 * and the next run tries again.
 * @param known the real paths of the files of the configuration; outside its folder only these are
 *   written
 */
export function takeBackOverdue(state: StateFolder, known: ReadonlySet<string>): Recovery[] {
  try {
    if (overdueIn(state).length === 0) return []
  } catch {
    // Changes that this user may not read are taken back by others.
    return []
  }
  try {
    // Under the lock, the changes that another process took back are no longer armed.
    return withArmed(state, () =>
      overdueIn(state).flatMap((entry) => takeBack(entry, state, known) ?? []),
    )
  } catch (error) {
    const known = writeError(error, state.history)
    if (!(known instanceof WriteError)) throw error
    return [{ kind: 'blocked', text: `Changes that wait for a confirmation: ${known.message}` }]
  }
}

/** The changes whose time for confirmation is over. @throws the system's errors */
export function overdueIn(state: StateFolder): HistoryEntry[] {
  const now = state.machine.processes.now().getTime()
  return armedIn(state).filter(
    ({ confirmBy }) => confirmBy !== undefined && Date.parse(confirmBy) <= now,
  )
}

/**
 * Takes one change back; undefined when that is left to `Machine.endAs`, with its owner's rights.
 */
function takeBack(
  entry: HistoryEntry,
  state: StateFolder,
  known: ReadonlySet<string>,
): Recovery | undefined {
  const { number, owner, command, user, confirmBy = '' } = entry
  const { folder, machine } = state
  const what = `Change ${number} (${command} by ${user}) was not confirmed by ${readableTime(confirmBy)}`
  const blocked = (why: string): Recovery => {
    return { kind: 'blocked', text: `${what}. ${why}. ecconf confirm keeps it.` }
  }
  const uid = machine.processes.uid()
  if (uid !== undefined && owner !== uid) {
    if (uid === 0 && machine.endAs !== undefined) return undefined
    return blocked(
      `It belongs to ${userText(owner)}, and ecconf run by ${userText(owner)} takes it back`,
    )
  }
  if (!isWhole(entry)) {
    return blocked('Its entry in the history is damaged, so it cannot be taken back')
  }
  const strangers = strangersAmong(entry.files, folder, known)
  if (strangers.length > 0) {
    return blocked(`It cannot be taken back: no part of this configuration: ${namesOf(strangers)}`)
  }
  try {
    const history = new History(state)
    const later = history.read().entries
    const places = placesOf(entry, later)
    // Before they are read: what comes into the place of one later is another file.
    const found = new Map(places.map((each) => [each.path, boundAsRecorded(each, machine)]))
    const planned = planRollback(entry, presentTexts(entry, machine.calls), { hashOf, later })
    const bound = <T extends BoundFile>(file: T): T => ({ ...file, ...found.get(file.path) })
    const changeSet = {
      ...planned,
      base: planned.base.map(bound),
      edits: planned.edits.map(bound),
    }
    const [refusal, ...others] = changeSet.refusals
    if (refusal !== undefined) {
      const more = others.length === 0 ? '' : ` (and ${others.length} more)`
      return blocked(`${refusal.summary}${more}`)
    }
    const why = 'not confirmed in time'
    const { notes } = install(
      changeSet,
      {
        folder,
        command: 'rollback',
        message: why,
        rollsBack: number,
        // Nobody is present to be asked. Who can read the file by now is another matter: somebody may
        // have put a file of their own there since.
        mayLoseAttributes: true,
      },
      machine,
    )
    history.disarm(number)
    const text = `${what}, and is taken back: ${[namesOf(entry.files), ...notes].join('. ')}`
    return { kind: 'taken-back', text }
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    const text = `${what}, and cannot be taken back now: ${error.message}`
    const byHand = `ecconf rollback ${number} --force takes it back all the same, ecconf confirm keeps it`
    const isForSomebody = error.code === 'readers' || error.code === 'exchanged'
    return { kind: 'blocked', text: isForSomebody ? `${text}. ${byHand}.` : text }
  }
}

/**
 * Where the files of an entry must lie, and which they may be: those that it has put there, and those
 * that later changes of its owner have. What entries of other users say is theirs to choose.
 */
function placesOf(
  { number, owner, files }: HistoryEntry,
  entries: readonly HistoryEntry[],
): RecordedPlace[] {
  const later = entries.filter((each) => each.number > number && each.owner === owner)
  return files.map(({ name, path, folder, made }) => {
    const since = later.flatMap((each) => each.files.filter((file) => file.path === path))
    return { name, path, folder, files: [made, ...since.map((file) => file.made)] }
  })
}

/**
 * The present bytes of the files of an entry, by path; undefined for a file that does not exist.
 * @throws WriteError when a file cannot be read
 */
export function presentTexts(
  { files }: HistoryEntry,
  calls: Pick<FileSystemCalls, 'read'>,
): Map<string, Uint8Array | undefined> {
  return new Map(
    files.map(({ path, name }) => {
      try {
        return [path, calls.read(path, MOST_OF_A_FILE).bytes]
      } catch (error) {
        if (hasCode(error, 'ENOENT')) return [path, undefined]
        throw writeError(error, name)
      }
    }),
  )
}
