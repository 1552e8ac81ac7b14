import type { Configuration } from '../../../config/index.js'
import { diagnostic } from '../../../diagnostics/index.js'
import { toJson } from '../../../schema/index.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { mayBeMeant } from '../../references/absence.js'
import { nameOf } from '../../references/places.js'
import { receivingScopes } from './listeners.js'

/** Authorization that is switched on while no role allows anything (runtime spec 2.2). */
export const noRoles: ConfigurationRule = {
  codes: ['security/no-roles'],
  about: ['enable_authorization'],
  *check(configuration) {
    const { root } = configuration
    let allowed: boolean | undefined
    for (const { type, options } of receivingScopes(root)) {
      const definition = options.get('enable_authorization')?.at(-1)
      if (definition === undefined) continue
      const isOn = toJson(type?.options.get('enable_authorization'), definition.value) === true
      if (!isOn) continue
      allowed ??= someRoleAllows(configuration)
      if (allowed || mayBeMeant(['authorization', 'role', 'allow'], configuration)) return
      yield diagnostic(
        'security/no-roles',
        nameOf(definition),
        'Authorization is on, but no role allows any command',
        {
          detail:
            'What no rule allows is refused, so nobody can run a command. Add for example ' +
            'Authorization { Role "admin" { allow = ( ".*" ) } }.',
        },
      )
    }
  },
}

function someRoleAllows({ root }: Configuration): boolean {
  return root
    .scopesNamed('authorization')
    .flatMap((scope) => scope.scopesNamed('role'))
    .some(({ options }) => {
      const value = options.get('allow')?.at(-1)?.value
      return value !== undefined && (value.type !== 'array' || value.elements.length > 0)
    })
}
