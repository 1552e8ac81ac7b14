import type { SchemaRule } from '../../engine/rule.js'
import { reportMisplaced } from '../../names/misplaced-name.js'

/** An option or a scope that the product has, but not at this place. */
export const wrongScope: SchemaRule = {
  codes: ['schema/wrong-scope'],
  option({ view, types }, context) {
    if (types.length > 0) return
    // No document lists the options of such a module.
    if (context.surroundings.types.some(({ optionsUnknown }) => optionsUnknown)) return
    reportMisplaced('option', view.nameToken, context)
  },
  scope({ view, types }, context) {
    if (types.length === 0) reportMisplaced('scope', view.nameToken, context)
  },
}
