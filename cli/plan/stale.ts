import type { Configuration } from '../../src/config/index.js'
import { change, isSameOutcome, type SavedPlan, savedPlan } from '../../src/edit/index.js'
import type { Again } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'

/** What comes of the changes of a plan that does not fit, for the files as they are now. */
export async function planAgain(plan: SavedPlan, configuration: Configuration): Promise<Again> {
  const changeSet = await change(configuration, plan.changes)
  const [refusal] = changeSet.refusals
  if (refusal !== undefined) return { outcome: 'refused', summary: withoutSecrets(refusal.summary) }
  if (changeSet.edits.length === 0) return { outcome: 'nothing' }
  const again = await savedPlan(changeSet, configuration)
  return { outcome: isSameOutcome(plan, again) ? 'same' : 'other' }
}
