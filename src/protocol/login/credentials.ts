import { refused, type ServerStep } from './mechanism.js'
import type { ScramVerifier } from './scram/verifier.js'

/** What a store knows of a user, as the challenge-response mechanisms can use it. */
export type Credentials =
  | { readonly kind: 'clear'; readonly password: string }
  /** MD5 of `user:realm:password`: 32 lower-case hexadecimal digits. As good as the password. */
  | { readonly kind: 'ha1'; readonly ha1: string }
  | { readonly kind: 'scram'; readonly verifier: ScramVerifier }
  /** There is something with which no such mechanism works; `why` is for a log. */
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'unknown' }
  /** The store cannot answer; `why` is for a log. */
  | { readonly kind: 'error'; readonly why: string }

/** Asks a store. A rejection counts as an error of the store. */
export type CredentialsOf = (user: string, realm: string) => Promise<Credentials>

/** Asks a store; never rejects. */
export async function ask(
  credentialsOf: CredentialsOf,
  user: string,
  realm: string,
): Promise<Credentials> {
  try {
    return await credentialsOf(user, realm)
  } catch (error) {
    return { kind: 'error', why: error instanceof Error ? error.message : 'the store failed' }
  }
}

/**
 * What refuses a user whatever the client sent: nothing where the credentials are of a kind that the
 * mechanism can use.
 */
export function refusalOf(
  credentials: Credentials,
  user: string,
  usable: readonly Credentials['kind'][],
): ServerStep | undefined {
  if (usable.includes(credentials.kind)) return undefined
  switch (credentials.kind) {
    case 'clear':
      return refused('unusable-secret', 'the store has a password in clear text', user)
    case 'ha1':
      return refused('unusable-secret', 'the store has a hash for DIGEST-MD5', user)
    case 'scram':
      return refused('unusable-secret', 'the store has a verifier for SCRAM-SHA-256', user)
    case 'unusable':
      return refused('unusable-secret', credentials.why, user)
    case 'unknown':
      return refused('unknown-user', 'no store knows the user', user)
    case 'error':
      return refused('store-error', credentials.why, user)
  }
}
