import type { SavedPlan } from '../../src/edit/index.js'
import { hashOf } from '../../src/node/index.js'

/** What shows that a plan is as it was written: SHA-256 of its JSON without blanks. */
export function sealOf(plan: SavedPlan): string {
  return hashOf(Buffer.from(JSON.stringify(plan)))
}
