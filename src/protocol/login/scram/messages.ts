import { decodeUtf8 } from '../../../syntax/utf8.js'
import { decodeBase64 } from '../base64.js'

/** The messages of SCRAM (RFC 5802 section 7), read strictly: their attributes in order, no others. */

export interface ClientFirst {
  readonly user: string
  readonly nonce: string
  /** The header before the bare message, which the client repeats at the end. */
  readonly header: string
  readonly bare: string
}

export interface ServerFirst {
  readonly nonce: string
  readonly salt: Uint8Array
  readonly iterations: number
}

export interface ClientFinal {
  readonly header: string
  readonly nonce: string
  readonly proof: Uint8Array
  readonly withoutProof: string
}

/** Printable ASCII but the comma. A nonce longer than this is nobody's. */
const NONCE = '[\\x21-\\x2b\\x2d-\\x7e]{1,256}'
const CLIENT_FIRST = new RegExp(`^([ny],(?:a=([^,]*))?,)(n=([^,]+),r=(${NONCE}))$`)
const SERVER_FIRST = new RegExp(`^r=(${NONCE}),s=([^,]+),i=([1-9]\\d{0,9})$`)
const CLIENT_FINAL = new RegExp(`^(c=([^,]+),r=(${NONCE})),p=([^,]+)$`)

/** A name with `,` and `=` written so that they cannot be taken for the message's own. */
export function escapeName(name: string): string {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C')
}

function unescapeName(text: string): string | undefined {
  if (/=(?!2C|3D)/.test(text)) return undefined
  return text.replaceAll('=2C', ',').replaceAll('=3D', '=')
}

/** Channel binding (`p=`), extensions (`m=`) and acting for somebody else are not spoken. */
export function readClientFirst(text: string): ClientFirst | undefined {
  const match = CLIENT_FIRST.exec(text)
  if (match === null) return undefined
  const [, header, authorization, bare, name, nonce] = match as unknown as string[]
  const user = unescapeName(name as string)
  if (user === undefined || user.includes('\0')) return undefined
  if (authorization !== undefined && unescapeName(authorization) !== user) return undefined
  return { user, nonce: nonce as string, header: header as string, bare: bare as string }
}

export function readServerFirst(text: string): ServerFirst | undefined {
  const match = SERVER_FIRST.exec(text)
  if (match === null) return undefined
  const [, nonce, salt, iterations] = match as unknown as string[]
  const bytes = decodeBase64(salt as string)
  if (bytes === undefined) return undefined
  return { nonce: nonce as string, salt: bytes, iterations: Number(iterations) }
}

export function readClientFinal(text: string): ClientFinal | undefined {
  const match = CLIENT_FINAL.exec(text)
  if (match === null) return undefined
  const [, withoutProof, header, nonce, proof] = match as unknown as string[]
  const headerBytes = decodeBase64(header as string)
  const proofBytes = decodeBase64(proof as string)
  if (headerBytes === undefined || proofBytes === undefined) return undefined
  return {
    header: decodeUtf8(headerBytes),
    nonce: nonce as string,
    proof: proofBytes,
    withoutProof: withoutProof as string,
  }
}

/** The signature in the server's last message. */
export function readServerFinal(text: string): Uint8Array | undefined {
  const match = /^v=([^,]+)$/.exec(text)
  return match === null ? undefined : decodeBase64(match[1] as string)
}
