import { createHash } from 'node:crypto'
import { encodeUtf8 } from '../../../syntax/utf8.js'

/** Whom the digest-uri names: `ecconsole/host`. */
export const SERVICE = 'ecconsole'

/** A nonce is used for one login, so the count is always this. */
export const NONCE_COUNT = '00000001'

export interface DigestExchange {
  /** MD5 of `user:realm:password`, in hexadecimal digits. */
  readonly ha1: string
  readonly nonce: string
  readonly clientNonce: string
  readonly uri: string
  /** For whom the client acts, when it says so. */
  readonly authorization?: string
}

/**
 * MD5 of `user:realm:password` in lower-case hexadecimal digits: what htdigest and ec_md5passwd store
 * (language spec 10.5). The texts are hashed as UTF-8. (RFC 2831 wants ISO 8859-1 where that can hold
 * them; then no line that htdigest writes in a terminal of today could be met by a password with an
 * umlaut. RFC 7616, which came after it, hashes as here.)
 */
export function digestHash(user: string, realm: string, password: string): string {
  return md5(encodeUtf8(`${user}:${realm}:${password}`)).toString('hex')
}

/**
 * The proof of one side (RFC 2831 section 2.1.2.1, qop `auth`).
 * @param side `AUTHENTICATE` for the client's `response`, nothing for the server's `rspauth`
 */
export function digestResponse(exchange: DigestExchange, side: 'AUTHENTICATE' | ''): string {
  const { ha1, nonce, clientNonce, uri, authorization } = exchange
  const tail = authorization === undefined ? '' : `:${authorization}`
  const secret = md5(
    Buffer.concat([Buffer.from(ha1, 'hex'), encodeUtf8(`:${nonce}:${clientNonce}${tail}`)]),
  ).toString('hex')
  const action = md5(encodeUtf8(`${side}:${uri}`)).toString('hex')
  const text = `${secret}:${nonce}:${NONCE_COUNT}:${clientNonce}:auth:${action}`
  return md5(encodeUtf8(text)).toString('hex')
}

function md5(bytes: Uint8Array): Buffer {
  return createHash('md5').update(bytes).digest()
}
