import { validate } from '../../../schema/index.js'
import type { SchemaRule } from '../../engine/rule.js'
import { reportUnknown } from '../../names/unknown-name.js'

/** An option that the product does not have (language spec, last table). */
export const unknownOption: SchemaRule = {
  codes: ['schema/unknown-option'],
  option({ view, name, value, types }, context) {
    if (types.length > 0) return
    const { surroundings } = context
    // No document lists the options of such a module.
    if (surroundings.types.some(({ optionsUnknown }) => optionsUnknown)) return
    const [scope] = surroundings.scopeTypes(name)
    const instance = scope?.instance === 'named' ? ' "NAME"' : ''
    reportUnknown(
      {
        kind: 'option',
        token: view.nameToken,
        rewritten: `${name}${instance} { ... }`,
        fits: (other) =>
          !context.hasOption(other) &&
          surroundings.optionTypes(other).some((type) => validate(type, value).length === 0),
      },
      context,
    )
  },
}
