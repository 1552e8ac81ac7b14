import { LoginClient } from './clear-text/client.js'
import { DigestClient } from './digest-md5/client.js'
import type { ClientIdentity, ClientLogin, Mechanism } from './mechanism.js'
import { ScramClient } from './scram/client.js'

/** Begins the client's end of a login. */
export function clientLogin(mechanism: Mechanism, identity: ClientIdentity): ClientLogin {
  switch (mechanism) {
    case 'SCRAM-SHA-256':
      return new ScramClient(identity)
    case 'DIGEST-MD5':
      return new DigestClient(identity)
    case 'LOGIN':
      return new LoginClient(identity)
  }
}
