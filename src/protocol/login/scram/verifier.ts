import { decodeBase64 } from '../base64.js'
import {
  clientKey,
  FEWEST_ITERATIONS,
  HASH_BYTES,
  MOST_ITERATIONS,
  saltedPassword,
  serverKey,
  storedKey,
} from './keys.js'

/** What a server stores instead of a password (RFC 5802 section 2.2). */
export interface ScramVerifier {
  readonly iterations: number
  readonly salt: Uint8Array
  readonly storedKey: Uint8Array
  readonly serverKey: Uint8Array
}

/** The longest salt that is taken; PostgreSQL's has 16 bytes. */
const LONGEST_SALT = 64

/** Why a text is no verifier; nothing of the text is in it. */
export interface VerifierProblem {
  readonly kind: 'problem'
  readonly text: string
}

/**
 * Reads a verifier in PostgreSQL's text form (`pg_authid.rolpassword`):
 * `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`, the last three in base64.
 */
export function parseVerifier(text: string): ScramVerifier | VerifierProblem {
  const match = /^SCRAM-SHA-256\$([1-9]\d{0,9}):([^$:]+)\$([^$:]+):([^$:]+)$/.exec(text)
  if (match === null) return problem('it is not written SCRAM-SHA-256$iterations:salt$key:key')
  const iterations = Number(match[1])
  if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
    return problem(
      `it has ${iterations} iterations; ${FEWEST_ITERATIONS} to ${MOST_ITERATIONS} are taken`,
    )
  }
  const [salt, stored, server] = match.slice(2).map(decodeBase64)
  if (salt === undefined || stored === undefined || server === undefined) {
    return problem('a part of it is no base64')
  }
  if (salt.length > LONGEST_SALT) return problem('its salt is too long')
  if (stored.length !== HASH_BYTES || server.length !== HASH_BYTES) {
    return problem(`its keys do not have ${HASH_BYTES} bytes`)
  }
  return { iterations, salt, storedKey: stored, serverKey: server }
}

/** Writes a verifier as `parseVerifier` reads it. */
export function formatVerifier(verifier: ScramVerifier): string {
  const [salt, stored, server] = [verifier.salt, verifier.storedKey, verifier.serverKey].map(
    (bytes) => Buffer.from(bytes).toString('base64'),
  )
  return `SCRAM-SHA-256$${verifier.iterations}:${salt}$${stored}:${server}`
}

/** Makes the verifier of a password. */
export async function verifierOf(
  password: string,
  salt: Uint8Array,
  iterations: number,
): Promise<ScramVerifier> {
  const salted = await saltedPassword(password, salt, iterations)
  return {
    iterations,
    salt,
    storedKey: storedKey(clientKey(salted)),
    serverKey: serverKey(salted),
  }
}

function problem(text: string): VerifierProblem {
  return { kind: 'problem', text }
}
