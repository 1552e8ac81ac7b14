import {
  type Decoys,
  DigestServer,
  LoginServer,
  type Mechanism,
  ScramServer,
  type ServerLogin,
} from '../../protocol/index.js'
import type { ConfiguredMechanism, LoginParameters } from './admission.js'
import type { Stores, UserStore } from './user-stores.js'

/** A mechanism that is offered to a client. */
export interface OfferedMechanism {
  readonly mechanism: Mechanism
  /** Whether logins over TCP are recorded. */
  readonly logs: boolean
  /** The server's end of one attempt. */
  begin(): ServerLogin
}

/**
 * The mechanisms that a client may log in with, the safest first. SCRAM-SHA-256 is offered beside
 * DIGEST-MD5 where the store may hold what it needs (design, "Passwords").
 */
export function offeredMechanisms(
  configured: readonly ConfiguredMechanism[],
  stores: Stores,
  decoys: Decoys,
): readonly OfferedMechanism[] {
  return configured.flatMap(({ mechanism, parameters }) => {
    const store = stores.users(parameters.uri, parameters)
    if (mechanism === 'LOGIN') return [loginWith(store, parameters)]
    return challengesWith(store, parameters, decoys)
  })
}

function loginWith(store: UserStore, { realm, logs }: LoginParameters): OfferedMechanism {
  return {
    mechanism: 'LOGIN',
    logs,
    begin: () => new LoginServer((user, password) => store.check({ user, realm, password })),
  }
}

function challengesWith(
  store: UserStore,
  { realm, logs }: LoginParameters,
  decoys: Decoys,
): OfferedMechanism[] {
  const options = {
    credentialsOf: (user: string, of: string) => store.credentials(user, of),
    decoys,
    realm,
  }
  const digest: OfferedMechanism = {
    mechanism: 'DIGEST-MD5',
    logs,
    begin: () => new DigestServer(options),
  }
  if (!store.hasScram) return [digest]
  return [{ mechanism: 'SCRAM-SHA-256', logs, begin: () => new ScramServer(options) }, digest]
}
