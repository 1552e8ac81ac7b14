import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** Who signs certificates: its own, and its key. */
export interface Authority {
  readonly name: string
  readonly key: KeyObject
  /** Its certificate, in PEM format. */
  readonly pem: string
}

/** A certificate and its key, in PEM format. */
export interface Certified {
  readonly certificate: string
  readonly key: string
}

interface Validity {
  readonly from?: Date
  readonly to?: Date
}

const DAY = 24 * 60 * 60 * 1000

/** Makes somebody whom others can trust. */
export function authority(name: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const extensions = [extension('551d13', sequence(boolean(true)), true)]
  const body = toBeSigned({ issuer: name, subject: name, publicKey, extensions })
  return { name, key: privateKey, pem: signed(body, privateKey) }
}

/** Makes a certificate for names and addresses. */
export function certified(
  by: Authority,
  names: readonly string[],
  validity: Validity = {},
): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const alternatives = names.map((name) =>
    isIP(name) === 0 ? tagged(0x82, Buffer.from(name)) : tagged(0x87, addressBytes(name)),
  )
  const extensions = [extension('551d11', sequence(...alternatives))]
  const subject = names[0] ?? 'nobody'
  const body = toBeSigned({ issuer: by.name, subject, publicKey, extensions, ...validity })
  return {
    certificate: signed(body, by.key),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  }
}

function toBeSigned({
  issuer,
  subject,
  publicKey,
  extensions,
  from = new Date(Date.now() - DAY),
  to = new Date(Date.now() + 30 * DAY),
}: {
  readonly issuer: string
  readonly subject: string
  readonly publicKey: KeyObject
  readonly extensions: readonly Buffer[]
} & Validity): Buffer {
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer),
    sequence(time(from), time(to)),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  )
}

function signed(body: Buffer, key: KeyObject): string {
  const signature = sign('sha256', body, key)
  const der = sequence(
    body,
    ECDSA_WITH_SHA256,
    tagged(0x03, Buffer.concat([Buffer.of(0), signature])),
  )
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function distinguishedName(name: string): Buffer {
  const commonName = sequence(identifier('550403'), tagged(0x0c, Buffer.from(name)))
  return sequence(tagged(0x31, commonName))
}

function extension(hexadecimal: string, value: Buffer, isCritical = false): Buffer {
  return sequence(
    identifier(hexadecimal),
    ...(isCritical ? [boolean(true)] : []),
    tagged(0x04, value),
  )
}

/** `YYMMDDhhmmssZ` */
function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, '').slice(2, 14)
  return tagged(0x17, Buffer.from(`${digits}Z`))
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  if (address === '::1') return Buffer.from(`${'00'.repeat(15)}01`, 'hex')
  throw new Error(`no certificates for ${address}`)
}

function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.of(value ? 0xff : 0))
}

function identifier(hexadecimal: string): Buffer {
  return tagged(0x06, Buffer.from(hexadecimal, 'hex'))
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

/** A value of DER: its tag, its length, its bytes. */
function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const size =
    length < 0x80
      ? Buffer.of(length)
      : length < 0x100
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 0xff)
  return Buffer.concat([Buffer.of(tag), size, content])
}

const ECDSA_WITH_SHA256 = sequence(identifier('2a8648ce3d040302'))
