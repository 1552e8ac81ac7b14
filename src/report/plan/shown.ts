import { withoutSecrets } from '../../schema/secrets/shapes.js'
import { visible } from '../layout/visible.js'

const LONGEST = 200

/**
 * A text of a plan on one line, without secrets and without anything that a terminal interprets.
 */
export function shownPlanText(text: string): string {
  const shown = withoutSecrets(text)
  return visible(shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)}…`)
}
