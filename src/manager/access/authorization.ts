import type { Configuration, ScopePath } from '../../config/index.js'
import { matchingPattern } from '../../config/pattern/matching-pattern.js'
import { entriesOf, flagOf, textsOf } from '../settings.js'
import type { RoleStore, Stores } from './user-stores.js'

/** What came of asking whether a user may run a command (runtime spec 2.2). */
export type Authorization =
  /** Nobody is to be asked there. */
  | { readonly kind: 'off' }
  /** `role` is the one whose pattern has matched. */
  | { readonly kind: 'allowed'; readonly role: string }
  | { readonly kind: 'denied' }
  /** The roles cannot be looked up: nothing is allowed. `why` is for a log. */
  | { readonly kind: 'error'; readonly why: string }

/**
 * Whether a user may run a command.
 * @param path of `clientPath`
 * @param command with single blanks between its words
 * @param onBadPattern is told of a pattern that allows nothing because it cannot be matched
 */
export async function authorization(
  configuration: Configuration,
  path: ScopePath,
  stores: Stores,
  user: string,
  command: string,
  onBadPattern: (role: string, pattern: string) => void,
): Promise<Authorization> {
  if (flagOf(configuration, path, 'Enable_Authorization') !== true) return { kind: 'off' }
  let roles: readonly string[]
  try {
    roles = (await roleStoreAt(configuration, path, stores)?.rolesOf(user)) ?? []
  } catch (error) {
    return { kind: 'error', why: (error as Error).message }
  }
  const names = new Set([user, ...roles])
  for (const scope of configuration.root.scopesNamed('Authorization')) {
    for (const role of scope.scopesNamed('Role')) {
      const name = role.instance ?? ''
      if (!names.has(name)) continue
      const patterns = textsOf(configuration, role.path, 'allow')
      const allowing = matchingPattern(patterns, command, (bad) => onBadPattern(name, bad))
      if (allowing !== undefined) return { kind: 'allowed', role: name }
    }
  }
  return { kind: 'denied' }
}

/** Where the roles of users are; undefined where nothing names a place. */
export function roleStoreAt(
  configuration: Configuration,
  path: ScopePath,
  stores: Stores,
): RoleStore | undefined {
  const uri = entriesOf(configuration, path, 'AuthorizationParameters')?.get('uri')
  return typeof uri === 'string' && uri !== '' ? stores.roles(uri) : undefined
}

/** The names of the roles that the configuration defines: what there is without a store. */
export function definedRoles(configuration: Configuration): readonly string[] {
  return configuration.root
    .scopesNamed('Authorization')
    .flatMap((scope) => scope.scopesNamed('Role'))
    .map(({ instance }) => instance ?? '')
}
