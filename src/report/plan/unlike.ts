import { listed } from '../../diagnostics/index.js'
import type { Claim, Unlikeness } from '../../edit/index.js'
import { shownPlanText } from './shown.js'

/** Why a plan is refused whose edits are not those that its changes require. */
export function unlikeText(name: string, file: string, how: Unlikeness): string {
  const shown = shownPlanText(file)
  return [
    `${name}: The plan does not do what it says: ${whatText(shown, how)}.`,
    'It was changed by hand, or made by another ecconf or with other flags, or other files may be written here. Say --again to carry out its changes alone, or make a new plan with ecconf plan.',
  ].join('\n')
}

function whatText(file: string, how: Unlikeness): string {
  switch (how) {
    case 'other':
      return `its edits of ${file} are not what its changes come to`
    case 'unasked':
      return `it edits ${file}, which none of its changes leads to`
    case 'missing':
      return `its changes come to edits of ${file} that it does not have`
  }
}

/** A note about untrue statements in a plan; empty when there are none. */
export function claimsNote(name: string, claims: readonly Claim[]): string {
  if (claims.length === 0) return ''
  return `${name}: The ${listed(claims)} in the plan are not those of its edits here; what is shown is.\n`
}
