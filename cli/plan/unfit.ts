import type { BoundPlan } from '../../src/edit/index.js'
import { Refusal } from '../../src/project/failure.js'
import { shownPlanText, unlikeText } from '../../src/report/index.js'

/** Why a plan cannot be carried out here, whatever is done. @param name of the plan's file */
export function unfit(
  name: string,
  bound: Extract<BoundPlan, { kind: 'unlike' | 'read-only' | 'damaged' }>,
): Refusal {
  switch (bound.kind) {
    case 'unlike':
      return new Refusal(unlikeText(name, bound.file, bound.how))
    case 'read-only':
      return new Refusal(`${shownPlanText(bound.file)} must not be written here: ${bound.reason}`)
    case 'damaged':
      return new Refusal(
        `${name}: This plan is damaged: its edits of ${shownPlanText(bound.file)} do not fit.`,
      )
  }
}
