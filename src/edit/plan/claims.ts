import { canonicalJson } from './canonical-json.js'
import type { SavedPlan } from './saved-plan.js'

/** What a plan tells of its edits, for those who read it as a file. */
const CLAIMS = ['placements', 'effects', 'diagnostics', 'notes'] as const

export type Claim = (typeof CLAIMS)[number]

/**
 * What a plan tells otherwise than it is.
 * @param again the plan made again of the same changes, for the configuration that it is carried out on
 */
export function untrueClaims(plan: SavedPlan, again: SavedPlan): Claim[] {
  return CLAIMS.filter((claim) => canonicalJson(plan[claim]) !== canonicalJson(again[claim]))
}
