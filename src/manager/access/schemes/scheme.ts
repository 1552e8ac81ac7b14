import type { Configuration, Scope, ScopePath } from '../../../config/index.js'
import { entriesOf, flagOf, textOf } from '../../settings.js'
import { type PasswordKind, passwordKind } from '../passwords/kinds.js'

/** What is asked of a data source. */
export interface Lookup {
  /** The name of the data source. */
  readonly source: string
  readonly query: string
  readonly map: ReadonlyMap<string, string>
}

/** How the groups are found: of one user, or all. */
export interface GroupLookup extends Lookup {
  /** The column with the groups; the first one when undefined. */
  readonly column: string | undefined
}

/** How a user is found and the password checked. */
export interface Authenticate extends Lookup {
  /**
   * Whether the query returns the stored password, to be compared here. A query that does not decides by
   * itself: its first column says whether the user is let in.
   */
  readonly returnsPassword: boolean
  /** The column with the password; the first one when undefined. */
  readonly passwordColumn: string | undefined
  readonly kinds: Kinds
}

/** How it is known in which way a password is stored. */
export type Kinds =
  | { readonly by: 'type'; readonly kind: PasswordKind }
  /** A column has a word for it; words by their meaning. */
  | {
      readonly by: 'column'
      readonly column: string
      readonly map: ReadonlyMap<string, PasswordKind>
    }
  /** The configuration names a way that is none. */
  | { readonly by: 'nothing'; readonly why: string }

const AUTH_DS = { name: 'auth_ds' } as const

/** Where a scheme stands in the configuration; undefined where nothing defines it, or it is disabled. */
export function schemePath(configuration: Configuration, scheme: string): ScopePath | undefined {
  if (flagOf(configuration, [AUTH_DS], 'enabled') === false) return undefined
  return configuration.root
    .scopesNamed(AUTH_DS.name)
    .flatMap((scope) => scope.scopesNamed('Scheme'))
    .find(({ instance }) => instance?.toLowerCase() === scheme.toLowerCase())?.path
}

/** @throws Error that says what is missing */
export function authenticateAt(configuration: Configuration, scheme: ScopePath): Authenticate {
  const path = [...scheme, { name: 'Authenticate' }]
  return {
    ...lookupAt(configuration, path),
    returnsPassword: flagOf(configuration, path, 'returns_password') === true,
    passwordColumn: textOf(configuration, path, 'password_column'),
    kinds: kindsAt(configuration, path),
  }
}

/** @returns undefined where nothing says how. @throws Error that says what is missing */
export function groupsAt(
  configuration: Configuration,
  scheme: ScopePath,
  name: 'QueryGroups' | 'EnumGroups',
): GroupLookup | undefined {
  const path: ScopePath = [...scheme, { name }]
  let scope: Scope | undefined = configuration.root
  for (const step of path) scope = scope?.child(step.name, step.instance)
  if (scope === undefined) return undefined
  return {
    ...lookupAt(configuration, path),
    column: textOf(configuration, path, 'group_column'),
  }
}

function lookupAt(configuration: Configuration, path: ScopePath): Lookup {
  const need = (option: string): string => {
    const value = textOf(configuration, path, option)
    if (value !== undefined && value !== '') return value
    throw new Error(`${path.at(-2)?.instance}: ${path.at(-1)?.name} has no ${option}`)
  }
  const map = entriesOf(configuration, path, 'map') ?? new Map<string, string | boolean>()
  return {
    source: need('cache'),
    query: need('query'),
    map: new Map([...map].map(([name, template]) => [name, String(template)])),
  }
}

/** `type` counts before `type_map`; where there is neither, the password itself is stored. */
function kindsAt(configuration: Configuration, path: ScopePath): Kinds {
  const type = textOf(configuration, path, 'type')
  if (type !== undefined) {
    const kind = passwordKind(type.toLowerCase(), 'type')
    return kind === undefined
      ? { by: 'nothing', why: `type is ${type}, which is not known` }
      : { by: 'type', kind }
  }
  const words = entriesOf(configuration, path, 'type_map')
  if (words === undefined) return { by: 'type', kind: 'clear' }
  const column = textOf(configuration, path, 'type_column')
  if (column === undefined) return { by: 'nothing', why: 'type_map is without a type_column' }
  const map = new Map<string, PasswordKind>()
  for (const [word, meaning] of words) {
    const kind = passwordKind(String(meaning).toLowerCase(), 'type_map')
    if (kind === undefined) return { by: 'nothing', why: `type_map names the unknown ${meaning}` }
    map.set(word, kind)
  }
  return { by: 'column', column, map }
}
