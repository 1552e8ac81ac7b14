import { withoutSecrets } from '../../schema/secret-shapes.js'
import { visible } from '../layout/visible.js'

const LONGEST = 200

/** A text of a plan as it may be shown: on one line, without secrets and with nothing that a terminal acts upon. */
export function shownPlanText(text: string): string {
  const shown = withoutSecrets(text)
  return visible(shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)}…`)
}
