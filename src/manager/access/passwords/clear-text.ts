import {
  type ClearTextVerdict,
  type Credentials,
  digestHash,
  verifierOf,
} from '../../../protocol/index.js'
import { compare, type Offer, type PasswordCheck } from './check.js'
import { checkPassword, type PasswordKind } from './kinds.js'

/** What is compared for a user whom nobody knows, by kinds whose work shows. No password fits. */
const DECOYS: { readonly [kind in PasswordKind]?: string } = {
  ucrypt: `$6$${'.'.repeat(16)}$${'.'.repeat(86)}`,
  'scram-sha-256': `SCRAM-SHA-256$4096:${'A'.repeat(22)}==$${'A'.repeat(43)}=:${'A'.repeat(43)}=`,
}

/**
 * Judges a password that came in clear text, by what a store has for the user. The work for a user
 * whom the store does not know is that for one whom it knows.
 *
 * @param stored undefined when the store does not know the user
 */
export async function judgeStored(
  kind: PasswordKind,
  offer: Offer,
  stored: string | undefined,
): Promise<ClearTextVerdict> {
  const check = await checkPassword(kind, offer, stored ?? DECOYS[kind] ?? '')
  return stored === undefined ? UNKNOWN : verdictOf(check)
}

/** Judges a login by what a file knows of the user, see `PasswordFile`. */
export async function judgeCredentials(
  credentials: Credentials,
  offer: Offer,
): Promise<ClearTextVerdict> {
  const { user, realm, password } = offer
  switch (credentials.kind) {
    case 'clear':
      return verdictOf(compare(password, credentials.password))
    case 'ha1':
      return verdictOf(compare(digestHash(user, realm, password), credentials.ha1))
    case 'scram': {
      const { salt, iterations, storedKey } = credentials.verifier
      const offered = await verifierOf(password, salt, iterations)
      return verdictOf(compare(offered.storedKey, storedKey))
    }
    case 'unusable':
      return { kind: 'refused', reason: 'unusable-secret', detail: credentials.why }
    case 'unknown':
      return UNKNOWN
    case 'error':
      return { kind: 'refused', reason: 'store-error', detail: credentials.why }
  }
}

const UNKNOWN: ClearTextVerdict = {
  kind: 'refused',
  reason: 'unknown-user',
  detail: 'no store knows the user',
}

function verdictOf(check: PasswordCheck): ClearTextVerdict {
  switch (check.kind) {
    case 'right':
      return check
    case 'wrong':
      return { kind: 'refused', reason: 'wrong-password', detail: 'the password is wrong' }
    case 'impossible':
      return { kind: 'refused', reason: 'unusable-secret', detail: check.why }
  }
}
