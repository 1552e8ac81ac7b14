import type { HistoryEntry } from '../../node/index.js'
import type { ShownEntry } from '../../report/index.js'
import type { Past } from './past.js'

/**
 * An entry as it is shown. One that is still armed when its time is over could not be taken back.
 */
export function shownEntry(entry: HistoryEntry, past: Past): ShownEntry {
  const { state } = entry
  return {
    ...entry,
    state: state === 'armed' && isOverdue(entry) ? 'blocked' : state,
    takenBackBy: past.takenBackBy(entry)?.number,
  }
}

export function isOverdue({ confirmBy }: HistoryEntry): boolean {
  return confirmBy !== undefined && Date.parse(confirmBy) <= Date.now()
}
