import { createHash, createHmac, pbkdf2 } from 'node:crypto'
import { promisify } from 'node:util'
import { preparedPassword } from './prepare.js'

export const HASH_BYTES = 32

/** How often passwords are hashed for users that have no verifier of their own: as PostgreSQL does. */
export const DEFAULT_ITERATIONS = 4096
/** Fewer are refused (RFC 7677 section 4 demands these). */
export const FEWEST_ITERATIONS = 4096
/** More are refused at both ends: about half a second of work, which the other side could ask for. */
export const MOST_ITERATIONS = 1_000_000

const derive = promisify(pbkdf2)

/** Hi(Normalize(password), salt, i) of RFC 5802 section 2.2; works off the main thread. */
export async function saltedPassword(
  password: string,
  salt: Uint8Array,
  iterations: number,
): Promise<Buffer> {
  return derive(await preparedPassword(password), salt, iterations, HASH_BYTES, 'sha256')
}

export function hmac(key: Uint8Array, text: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

export function clientKey(salted: Uint8Array): Buffer {
  return hmac(salted, 'Client Key')
}

export function serverKey(salted: Uint8Array): Buffer {
  return hmac(salted, 'Server Key')
}

export function storedKey(client: Uint8Array): Buffer {
  return createHash('sha256').update(client).digest()
}

/** The exclusive or of two texts of the same length. */
export function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] as number)))
}
