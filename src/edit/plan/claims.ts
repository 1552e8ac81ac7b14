import { canonicalJson } from './canonical-json.js'
import type { SavedPlan } from './saved-plan.js'

/** The statements of a plan about its edits, for people who read its file. */
const CLAIMS = ['placements', 'effects', 'diagnostics', 'notes'] as const

export type Claim = (typeof CLAIMS)[number]

/**
 * The statements of a plan that are not true.
 * @param again the plan of the same changes, made again for the configuration to be changed
 */
export function untrueClaims(plan: SavedPlan, again: SavedPlan): Claim[] {
  return CLAIMS.filter((claim) => canonicalJson(plan[claim]) !== canonicalJson(again[claim]))
}
