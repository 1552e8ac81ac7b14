import type { SchemaRule } from '../../engine/rule.js'
import { reportUnknown } from '../../names/unknown-name.js'

/** A scope that the product does not have. Its contents are not checked. */
export const unknownScope: SchemaRule = {
  codes: ['schema/unknown-scope'],
  scope({ view, name, types }, context) {
    if (types.length > 0) return
    const { surroundings } = context
    const refused = view.instance === undefined ? 'named' : 'anonymous'
    reportUnknown(
      {
        kind: 'scope',
        token: view.nameToken,
        rewritten: `${name} = VALUE`,
        fits: (other) =>
          surroundings.scopeTypes(other).some(({ instance }) => instance !== refused),
      },
      context,
    )
  },
}
