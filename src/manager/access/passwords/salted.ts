import { createHash } from 'node:crypto'
import { encodeUtf8 } from '../../../syntax/utf8.js'
import { compare, impossible, type PasswordCheck } from './check.js'
import { checkCrypt } from './crypt/crypt.js'

/** The longest salt behind a hash. */
const LONGEST_SALT = 64

/** Base64 of SHA-1 of password and salt, and the salt; `{SSHA}` may stand before it. */
export function checkSaltedSha1(password: string, stored: string): PasswordCheck {
  return checkSalted('sha1', password, stored.replace(/^\{ssha\}/i, ''))
}

/** Base64 of MD5 of password and salt, and the salt; `{SMD5}` may stand before it. */
export function checkSaltedMd5(password: string, stored: string): PasswordCheck {
  return checkSalted('md5', password, stored.replace(/^\{smd5\}/i, ''))
}

/** A password of an LDAP directory: its kind in braces, in letters of either case, before it. */
export async function checkRfc2307(password: string, stored: string): Promise<PasswordCheck> {
  const match = /^\{([^{}]{1,32})\}(.*)$/s.exec(stored)
  if (match === null) return impossible('what is stored has no kind in braces before it')
  const [, scheme, rest] = match as unknown as [string, string, string]
  switch (scheme.toLowerCase()) {
    case 'crypt':
      return checkCrypt(password, rest)
    case 'md5':
    case 'smd5':
      return checkSalted('md5', password, rest)
    case 'sha':
    case 'ssha':
      return checkSalted('sha1', password, rest)
    default:
      return impossible('what is stored is of a kind in braces that is not known here')
  }
}

/** A hash with a salt behind it; without one it is the hash of the password alone. */
function checkSalted(algorithm: 'md5' | 'sha1', password: string, stored: string): PasswordCheck {
  const size = algorithm === 'md5' ? 16 : 20
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(stored)) return impossible('what is stored is no base64')
  const bytes = Buffer.from(stored, 'base64')
  if (bytes.length < size || bytes.length > size + LONGEST_SALT) {
    return impossible('what is stored has not the length of its hash and a salt')
  }
  const salt = bytes.subarray(size)
  const hash = createHash(algorithm).update(encodeUtf8(password)).update(salt).digest()
  return compare(hash, bytes.subarray(0, size))
}
