import { readBounded } from '../../node/files/read-bounded.js'
import type { ClearTextVerdict, Credentials } from '../../protocol/index.js'
import { readDigestStore, readGroupsStore, readPasswordStore } from './files/stores.js'
import type { Offer } from './passwords/check.js'
import { judgeCredentials } from './passwords/clear-text.js'

/** Where users and their secrets are. What goes wrong is an answer of its own kind. */
export interface UserStore {
  /** What the mechanisms of challenge and response can use. A rejection is an error of the store. */
  credentials(user: string, realm: string): Promise<Credentials>
  /** Judges a password that came in clear text. */
  check(offer: Offer): Promise<ClearTextVerdict>
  /** Whether it may hold what SCRAM-SHA-256 needs: clear text, or verifiers. */
  readonly hasScram: boolean
}

/** Where the roles of users are. Both reject where it cannot be asked. */
export interface RoleStore {
  rolesOf(user: string): Promise<readonly string[]>
  all(): Promise<readonly string[]>
}

/** Finds the stores of the schemes that `auth_ds` defines: `ecauth://`. */
export interface SchemeStores {
  /** @returns undefined for a scheme that nobody has defined */
  users(scheme: string, options: SchemeOptions): UserStore | undefined
  roles(scheme: string): RoleStore | undefined
}

export interface SchemeOptions {
  /** What is stored for DIGEST-MD5 is the password itself. */
  readonly storedClearText: boolean
}

/** Finds the store that a `uri` names (runtime spec 2.1). */
export class Stores {
  /**
   * @param place where a path of the running product lies on this machine
   * @param schemes those that are no files
   */
  constructor(
    private readonly place: (path: string) => string,
    private readonly schemes: () => SchemeStores,
  ) {}

  users(uri: string, options: SchemeOptions): UserStore {
    const { scheme, rest } = parts(uri)
    if (scheme === 'digest') return this.#file(rest, readDigestStore, false)
    if (scheme === 'file') return this.#file(rest, readPasswordStore, true)
    return this.schemes().users(scheme, options) ?? unknownStore(scheme)
  }

  roles(uri: string): RoleStore {
    const { scheme, rest } = parts(uri)
    if (scheme !== 'groups') return this.schemes().roles(scheme) ?? unknownRoles(scheme)
    const read = async () => readGroupsStore(await readBounded(this.place(rest)), rest)
    return {
      rolesOf: async (user) => (await read()).groupsOf(user),
      all: async () => (await read()).groups,
    }
  }

  #file(path: string, reader: typeof readDigestStore, hasScram: boolean): UserStore {
    const credentials = async (user: string, realm: string): Promise<Credentials> => {
      const bytes = await readBounded(this.place(path))
      return reader(bytes, path).lookup(user, realm)
    }
    return {
      hasScram,
      credentials,
      check: async (offer) => judgeCredentials(await credentials(offer.user, offer.realm), offer),
    }
  }
}

/** `digest:///etc/users` has the scheme `digest` and the rest `/etc/users`. */
function parts(uri: string): { readonly scheme: string; readonly rest: string } {
  const [, scheme = '', rest = ''] = /^([^:]*):(?:\/\/)?(.*)$/s.exec(uri) ?? []
  return { scheme: scheme.toLowerCase(), rest }
}

function unknownStore(scheme: string): UserStore {
  const error: Credentials = { kind: 'error', why: `nothing defines the scheme ${scheme}://` }
  return {
    hasScram: false,
    credentials: async () => error,
    check: (offer) => judgeCredentials(error, offer),
  }
}

function unknownRoles(scheme: string): RoleStore {
  const refuse = async () => {
    throw new Error(`nothing defines the scheme ${scheme}://`)
  }
  return { rolesOf: refuse, all: refuse }
}
