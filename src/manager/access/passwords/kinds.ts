import { createHash } from 'node:crypto'
import { type Credentials, digestHash, parseVerifier, verifierOf } from '../../../protocol/index.js'
import { encodeUtf8 } from '../../../syntax/utf8.js'
import { compare, impossible, type Offer, type PasswordCheck } from './check.js'
import { checkCrypt } from './crypt/crypt.js'
import { checkRfc2307, checkSaltedMd5, checkSaltedSha1 } from './salted.js'

/** What is done with a password that is stored in a way (runtime spec 2.3, step 4). */
interface KindRules {
  /** Compares a password that came in clear text (LOGIN). Never rejects. */
  readonly check: (offer: Offer, stored: string) => Promise<PasswordCheck> | PasswordCheck
  /** What DIGEST-MD5 and SCRAM-SHA-256 can work with; each takes what it can use. */
  readonly credentials: (stored: string) => Credentials
}

const HASHED = 'the store has a hash that only LOGIN can check'

/** A kind whose hash says nothing to a mechanism of challenge and response. */
function hashed(check: KindRules['check']): KindRules {
  return { check, credentials: () => ({ kind: 'unusable', why: HASHED }) }
}

/** A plain hash of the password, in hexadecimal digits of either case or in base64. */
function plain(algorithm: 'md5' | 'sha1', encoding: 'hex' | 'base64'): KindRules {
  return hashed(({ password }, stored) => {
    const hash = createHash(algorithm).update(encodeUtf8(password)).digest(encoding)
    return compare(hash, encoding === 'hex' ? stored.toLowerCase() : stored)
  })
}

const RULES = {
  clear: {
    check: ({ password }, stored) => compare(password, stored),
    credentials: (password) => ({ kind: 'clear', password }),
  },
  ucrypt: hashed(({ password }, stored) => checkCrypt(password, stored)),
  'digest-md5': {
    check: ({ user, realm, password }, stored) =>
      compare(digestHash(user, realm, password), stored),
    credentials: (stored) =>
      /^[\da-f]{32}$/.test(stored)
        ? { kind: 'ha1', ha1: stored }
        : { kind: 'unusable', why: 'what is stored is no MD5 in 32 lower-case hexadecimal digits' },
  },
  md5_hex: plain('md5', 'hex'),
  md5_base64: plain('md5', 'base64'),
  hmac_md5: {
    check: () => impossible('hmac_md5 is for CRAM-MD5, which the console does not have'),
    credentials: () => ({
      kind: 'unusable',
      why: 'hmac_md5 is for CRAM-MD5, which the console does not have',
    }),
  },
  sha1_hex: plain('sha1', 'hex'),
  sha1_base64: plain('sha1', 'base64'),
  ssha1: hashed(({ password }, stored) => checkSaltedSha1(password, stored)),
  smd5: hashed(({ password }, stored) => checkSaltedMd5(password, stored)),
  rfc2307: hashed(({ password }, stored) => checkRfc2307(password, stored)),
  'scram-sha-256': {
    check: checkVerifier,
    credentials: (stored) => {
      const verifier = parseVerifier(stored)
      if ('kind' in verifier) return { kind: 'unusable', why: unreadable(verifier.text) }
      return { kind: 'scram', verifier }
    },
  },
} satisfies Record<string, KindRules>

/** A way to store a password. */
export type PasswordKind = keyof typeof RULES

/** Where a kind is named: the option `type`, or a value of `type_map`. */
export type KindOption = 'type' | 'type_map'

/**
 * The kind that a word of the configuration names. `md5` means two things (runtime spec, trap 15): as
 * `type` it is the hash of DIGEST-MD5, with user and realm in it; in `type_map` it is the MD5 of the
 * password alone, in hexadecimal digits.
 *
 * @returns undefined for a word that names none
 */
export function passwordKind(word: string, option: KindOption): PasswordKind | undefined {
  if (word === 'md5') return option === 'type' ? 'digest-md5' : 'md5_hex'
  return Object.hasOwn(RULES, word) ? (word as PasswordKind) : undefined
}

/** Compares a password that came in clear text with what is stored. Never rejects. */
export async function checkPassword(
  kind: PasswordKind,
  offer: Offer,
  stored: string,
): Promise<PasswordCheck> {
  return RULES[kind].check(offer, stored)
}

/** What DIGEST-MD5 and SCRAM-SHA-256 can use of what is stored. */
export function credentialsFrom(kind: PasswordKind, stored: string): Credentials {
  return RULES[kind].credentials(stored)
}

async function checkVerifier({ password }: Offer, stored: string): Promise<PasswordCheck> {
  const verifier = parseVerifier(stored)
  if ('kind' in verifier) return impossible(unreadable(verifier.text))
  const { salt, iterations } = verifier
  const offered = await verifierOf(password, salt, iterations)
  return compare(offered.storedKey, verifier.storedKey)
}

function unreadable(why: string): string {
  return `the verifier for SCRAM-SHA-256 cannot be used: ${why}`
}
