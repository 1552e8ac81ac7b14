import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { Failure } from '../../src/project/failure.js'
import { readRegular } from '../../src/project/read-bytes.js'
import { noteInput } from '../streams/inputs.js'
import { note } from '../terminal/terminal.js'

/** A key is a hundred bytes; a file of some may hold more. */
const LARGEST = 64 * 1024

/** Permission bits with which others than the owner can read a file. */
const READ_BY_OTHERS = 0o044

/**
 * Reads a private Ed25519 key (PEM, PKCS #8), and warns when others can read it too.
 * @throws Failure when it cannot be read, or is none
 */
export function readPrivateKey(name: string): KeyObject {
  noteInput(name, 'holds the key')
  const { bytes, status } = readRegular(name, LARGEST)
  const text = Buffer.from(bytes).toString('latin1')
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY-----/m.test(text)) {
    throw new Failure(`${name}: is encrypted, and ecconf asks for no passphrase`)
  }
  const key = ed25519(() => createPrivateKey(text))
  if (key === undefined) {
    throw new Failure(
      `${name}: holds no private Ed25519 key (PEM); "openssl genpkey -algorithm ed25519" makes one`,
    )
  }
  if (status.isFile() && (status.mode & READ_BY_OTHERS) !== 0) {
    const mode = (status.mode & 0o777).toString(8).padStart(4, '0')
    note(
      `ecconf: warning: ${name}: others can read this private key (mode ${mode}); chmod 600 is what it needs\n`,
    )
  }
  return key
}

/**
 * Reads a public Ed25519 key (PEM, SubjectPublicKeyInfo).
 * @throws Failure when it cannot be read, or is none
 */
export function readPublicKey(name: string): KeyObject {
  const text = Buffer.from(readRegular(name, LARGEST).bytes).toString('latin1')
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(text)) {
    throw new Failure(
      `${name}: is a private key, which stays with the one who signs; "openssl pkey -pubout" gives the public one`,
    )
  }
  // Node takes a certificate too, of which nobody would look at the rest.
  const isPublic = /^-----BEGIN PUBLIC KEY-----/m.test(text)
  const key = isPublic ? ed25519(() => createPublicKey(text)) : undefined
  if (key !== undefined) return key
  throw new Failure(`${name}: holds no public Ed25519 key (PEM)`)
}

/** Undefined for what is no key, or one of another kind. */
function ed25519(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read()
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** What names a key: SHA-256 of its public half (DER, SubjectPublicKeyInfo), lower-case hexadecimal. */
export function fingerprint(key: KeyObject): string {
  const half = key.type === 'private' ? createPublicKey(key) : key
  return createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}
