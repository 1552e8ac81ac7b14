import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { ConnectionFailed } from './connection-failed.js'
import type { TlsPaths } from './tls-paths.js'

/** What is in them. */
export interface TlsFiles {
  readonly ca?: Buffer
  readonly cert?: Buffer
  readonly key?: Buffer
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
}

/** @throws ConnectionFailed, with the file that cannot be used */
export async function readTlsFiles({ ca, certificate, key }: TlsPaths): Promise<TlsFiles> {
  if (key !== undefined && certificate === undefined) {
    throw new ConnectionFailed('--tls-key needs a certificate: --tls-cert FILE.')
  }
  const authorities = ca === undefined ? undefined : await read(ca)
  const own = certificate === undefined ? undefined : await read(certificate)
  const ownKey = key === undefined ? own : await read(key)
  if (ca !== undefined && authorities !== undefined) certificateIn(authorities, ca)
  if (certificate !== undefined && own !== undefined) {
    const path = key ?? certificate
    if (!certificateIn(own, certificate).checkPrivateKey(keyIn(ownKey ?? own, path))) {
      throw new ConnectionFailed(
        `${path} does not hold the key of the certificate in ${certificate}.`,
      )
    }
  }
  const files = {
    ...(authorities !== undefined && { ca: authorities }),
    ...(own !== undefined && { cert: own }),
    ...(ownKey !== undefined && { key: ownKey }),
  }
  try {
    createSecureContext(files)
  } catch (error) {
    throw new ConnectionFailed(`The files for TLS cannot be used: ${(error as Error).message}.`)
  }
  return files
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw new ConnectionFailed(`${path} cannot be read: ${REASONS[code] ?? message}.`)
  }
}

function certificateIn(bytes: Buffer, path: string): X509Certificate {
  try {
    return new X509Certificate(bytes)
  } catch {
    throw new ConnectionFailed(`${path} holds no certificate in PEM format.`)
  }
}

function keyIn(bytes: Buffer, path: string) {
  try {
    return createPrivateKey({ key: bytes, format: 'pem' })
  } catch {
    throw new ConnectionFailed(`${path} holds no private key in PEM format without a passphrase.`)
  }
}

const NOT_TRUSTED =
  'its certificate is signed by nobody who is trusted here (--tls-ca FILE names somebody)'

/** What goes wrong with a handshake, by the codes of Node and of OpenSSL. */
const TLS_REASONS: { readonly [code: string]: string } = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  CERT_SIGNATURE_FAILURE: NOT_TRUSTED,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no TLS is spoken there',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no TLS is spoken there',
  EPROTO: 'no TLS is spoken there',
  ECONNRESET: 'the connection was closed before TLS could be spoken',
}

/** Why TLS cannot be spoken with a server; undefined when the reason is none of TLS. */
export function tlsReason({ code = '' }: NodeJS.ErrnoException): string | undefined {
  return TLS_REASONS[code]
}
