import type { HistoryEntry } from '../../node/index.js'
import type { Past } from './past.js'
import { whenText } from './when-text.js'

/**
 * What became of an entry, in a few words; empty when there is nothing to say. One that is still
 * armed when its time is over could not be taken back.
 */
export function stateText(entry: HistoryEntry, past: Past): string {
  const { state, rollsBack, confirmBy = '' } = entry
  const parts = rollsBack === undefined ? [] : [`takes back ${rollsBack}`]
  if (state === 'armed') {
    parts.push(
      isOverdue(entry)
        ? `blocked: not confirmed by ${whenText(confirmBy)}`
        : `armed until ${whenText(confirmBy)}`,
    )
  }
  if (state === 'confirmed') parts.push('confirmed')
  if (state === 'taken-back') {
    const by = past.takenBackBy(entry)
    parts.push(by === undefined ? 'taken back' : `taken back by ${by.number}`)
  }
  return parts.join(', ')
}

export function isOverdue({ confirmBy }: HistoryEntry): boolean {
  return confirmBy !== undefined && Date.parse(confirmBy) <= Date.now()
}
