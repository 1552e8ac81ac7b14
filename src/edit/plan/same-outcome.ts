import type { SavedPlan } from './saved-plan.js'

/**
 * Whether two plans put the same values into the same files in place of the same old values, on
 * whatever lines.
 */
export function isSameOutcome(a: SavedPlan, b: SavedPlan): boolean {
  return JSON.stringify(outcome(a)) === JSON.stringify(outcome(b))
}

function outcome({ changes, placements, edits }: SavedPlan): unknown {
  return {
    made: edits.filter(({ create }) => create).map(({ file }) => file),
    places: placements.map(({ change: index, action, file, newStanzas, before, after }) => {
      const change = index === undefined ? undefined : changes[index]
      return [change?.path, change?.option, action, file, newStanzas, before, after]
    }),
  }
}
