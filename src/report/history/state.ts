import { whenText } from '../layout/when.js'
import type { ShownEntry } from './shown-entry.js'

/** The state of an entry in a few words; empty when there is nothing to say. */
export function stateText({ state, rollsBack, confirmBy = '', takenBackBy }: ShownEntry): string {
  const parts = rollsBack === undefined ? [] : [`takes back ${rollsBack}`]
  switch (state) {
    case 'blocked':
      parts.push(`blocked: not confirmed by ${whenText(confirmBy)}`)
      break
    case 'armed':
      parts.push(`armed until ${whenText(confirmBy)}`)
      break
    case 'confirmed':
      parts.push('confirmed')
      break
    case 'taken-back':
      parts.push(takenBackBy === undefined ? 'taken back' : `taken back by ${takenBackBy}`)
  }
  return parts.join(', ')
}
