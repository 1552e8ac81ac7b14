import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { readBounded, UnreadableFile } from '../../../node/files/read-bounded.js'
import type { TlsSettings } from './settings.js'

/** The most that a file of certificates or a key may have, in bytes. */
const MOST = 1024 * 1024

/** TLS cannot be spoken as the configuration says; the message is one line, with the option and the file. */
export class TlsProblem extends Error {
  override readonly name = 'TlsProblem'
}

/** What a server proves itself with, and whose clients it takes. */
export interface TlsCredentials {
  readonly cert: Uint8Array
  readonly key: Uint8Array
  /** Undefined where clients need no certificate. */
  readonly ca: Uint8Array | undefined
  /** When the certificate ends; after that no client takes it. */
  readonly validTo: Date
}

/**
 * Reads what a listener needs to speak TLS.
 * @param place where a path of the running product lies on this machine
 * @throws TlsProblem
 */
export async function readCredentials(
  { certificate, key, clientCa, verifyMode }: TlsSettings,
  place: (path: string) => string,
): Promise<TlsCredentials> {
  if (certificate === undefined)
    throw new TlsProblem('TLS_Certificate is not set, but other options of TLS are')
  const demands = demandsCertificate(verifyMode, clientCa)
  if (demands && clientCa === undefined) {
    throw new TlsProblem(
      'TLS_Verify_Mode wants certificates of clients, but TLS_Client_CA is not set',
    )
  }
  const read = async (option: string, path: string) => {
    try {
      return await readBounded(place(path), MOST)
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      throw new TlsProblem(`${option} ${path} cannot be read: ${error.reason}`)
    }
  }
  const cert = await read('TLS_Certificate', certificate)
  const own = certificateIn(cert, 'TLS_Certificate', certificate)
  // As the product has it, certificate and key may be in one file.
  const ownKey = key === undefined ? cert : await read('TLS_Key', key)
  const keyName = key === undefined ? `TLS_Certificate ${certificate}` : `TLS_Key ${key}`
  if (!own.checkPrivateKey(keyIn(ownKey, keyName))) {
    throw new TlsProblem(`${keyName} does not hold the key of the certificate in ${certificate}`)
  }
  const ca = demands && clientCa !== undefined ? await read('TLS_Client_CA', clientCa) : undefined
  if (ca !== undefined && clientCa !== undefined) certificateIn(ca, 'TLS_Client_CA', clientCa)
  const credentials = { cert, key: ownKey, ca, validTo: new Date(own.validTo) }
  checkAll(credentials, certificate)
  return credentials
}

/** What stands behind the first certificate of each file is judged by the library alone. */
function checkAll({ cert, key, ca }: TlsCredentials, certificate: string): void {
  try {
    createSecureContext({ cert: Buffer.from(cert), key: Buffer.from(key), ...contextCa(ca) })
  } catch (error) {
    throw new TlsProblem(
      `TLS_Certificate ${certificate} cannot be used: ${(error as Error).message}`,
    )
  }
}

export function contextCa(ca: Uint8Array | undefined): { readonly ca?: Buffer } {
  return ca === undefined ? {} : { ca: Buffer.from(ca) }
}

/** Whoever names the authorities of clients wants to see certificates, unless it is said otherwise. */
function demandsCertificate(verifyMode: string | undefined, clientCa: string | undefined): boolean {
  switch (verifyMode?.toLowerCase()) {
    case undefined:
      return clientCa !== undefined
    case 'none':
      return false
    case 'require':
      return true
    default:
      throw new TlsProblem(`TLS_Verify_Mode is neither none nor require, but ${verifyMode}`)
  }
}

function certificateIn(bytes: Uint8Array, option: string, path: string): X509Certificate {
  try {
    return new X509Certificate(bytes)
  } catch {
    throw new TlsProblem(`${option} ${path} holds no certificate in PEM format`)
  }
}

function keyIn(bytes: Uint8Array, name: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(bytes), format: 'pem' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isLocked =
      code === 'ERR_MISSING_PASSPHRASE' || /passphrase|bad decrypt/i.test(String(error))
    throw new TlsProblem(
      isLocked
        ? `${name} holds a key that needs a passphrase`
        : `${name} holds no private key in PEM format`,
    )
  }
}
