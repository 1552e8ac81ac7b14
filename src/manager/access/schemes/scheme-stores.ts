import type { Configuration } from '../../../config/index.js'
import type { Sources } from '../../sources/sources.js'
import type { SchemeStores } from '../user-stores.js'
import { schemePath } from './scheme.js'
import { SchemeRoles } from './scheme-roles.js'
import { SchemeUsers } from './scheme-users.js'

/** The stores of the schemes that `auth_ds` defines in a configuration. */
export function schemeStores(configuration: Configuration, sources: Sources): SchemeStores {
  return {
    users: (scheme, options) => {
      const path = schemePath(configuration, scheme)
      return path && new SchemeUsers(configuration, path, sources, options)
    },
    roles: (scheme) => {
      const path = schemePath(configuration, scheme)
      return path && new SchemeRoles(configuration, path, sources)
    },
  }
}
