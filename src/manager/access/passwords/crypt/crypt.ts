import bcrypt from 'bcryptjs'
import { encodeUtf8 } from '../../../../syntax/utf8.js'
import { compare, impossible, type PasswordCheck, WRONG } from '../check.js'
import { desCrypt } from './des-crypt.js'
import { md5Crypt } from './md5-crypt.js'
import { SHA256_CRYPT, SHA512_CRYPT, shaCrypt } from './sha-crypt.js'

/** More rounds of SHA-crypt are refused: about a second of work. */
const MOST_ROUNDS = 200_000
const DEFAULT_ROUNDS = 5000
/** Fewer and more count as these (SHA-crypt's own bounds, which crypt(3) brings a number into). */
const FEWEST_ROUNDS = 1000
/** bcrypt with a higher cost is refused: each step doubles the work, and this is about a second. */
const HIGHEST_COST = 13
/** Longer passwords are wrong: so does crypt(3), and the work grows with their square. */
const LONGEST_PASSWORD = 512

/**
 * Compares a password with a string of crypt(3): traditional DES, `$1$`, `$5$`, `$6$` and bcrypt. What
 * else begins with `$` or `_` cannot be verified here and lets nobody in.
 */
export async function checkCrypt(password: string, stored: string): Promise<PasswordCheck> {
  const bytes = encodeUtf8(password)
  if (bytes.length > LONGEST_PASSWORD || bytes.includes(0)) return WRONG
  if (stored.startsWith('$1$')) return checkMd5(bytes, stored)
  if (stored.startsWith('$5$')) return checkSha(SHA256_CRYPT, bytes, stored)
  if (stored.startsWith('$6$')) return checkSha(SHA512_CRYPT, bytes, stored)
  if (stored.startsWith('$2')) return checkBcrypt(password, stored)
  if (/^[./0-9A-Za-z]{13}$/.test(stored))
    return compare(desCrypt(bytes, stored.slice(0, 2)), stored)
  return impossible(whyNot(stored))
}

async function checkMd5(password: Uint8Array, stored: string): Promise<PasswordCheck> {
  const match = /^\$1\$([^$\n]{0,8})\$[./0-9A-Za-z]{22}$/.exec(stored)
  if (match === null) return impossible('what is stored begins as $1$ and is written otherwise')
  return compare(await md5Crypt(password, match[1] as string), stored)
}

async function checkSha(
  variant: typeof SHA256_CRYPT,
  password: Uint8Array,
  stored: string,
): Promise<PasswordCheck> {
  const { prefix } = variant
  const match = /^\$[56]\$(?:rounds=(\d{1,10})\$)?([^$\n]{0,16})\$([./0-9A-Za-z]+)$/.exec(stored)
  if (match === null)
    return impossible(`what is stored begins as ${prefix} and is written otherwise`)
  const rounds = Math.max(Number(match[1] ?? DEFAULT_ROUNDS), FEWEST_ROUNDS)
  if (rounds > MOST_ROUNDS) {
    return impossible(`what is stored wants ${rounds} rounds; up to ${MOST_ROUNDS} are done`)
  }
  const digits = await shaCrypt(variant, password, match[2] as string, rounds)
  return compare(digits, match[3] as string)
}

async function checkBcrypt(password: string, stored: string): Promise<PasswordCheck> {
  const match = /^\$2[aby]\$(\d\d)\$[./0-9A-Za-z]{53}$/.exec(stored)
  if (match === null) return impossible('what is stored is no bcrypt of a kind that is known here')
  const cost = Number(match[1])
  if (cost < 4 || cost > HIGHEST_COST) {
    return impossible(`what is stored has the bcrypt cost ${cost}; 4 to ${HIGHEST_COST} are done`)
  }
  // bcryptjs encodes by itself, and would take bytes that are no UTF-8 for others.
  if (!password.isWellFormed()) return WRONG
  const salt = stored.slice(0, 29).replace(/^\$2./, '$2b')
  return compare((await bcrypt.hash(password, salt)).slice(29), stored.slice(29))
}

/** Names the ways to hash that systems use and that have no kept library without a build. */
function whyNot(stored: string): string {
  if (stored.startsWith('$y$')) return 'yescrypt cannot be verified here'
  if (stored.startsWith('$gy$')) return 'gost-yescrypt cannot be verified here'
  if (stored.startsWith('$7$')) return 'scrypt cannot be verified here'
  if (stored.startsWith('$sha1$')) return 'NetBSD sha1crypt cannot be verified here'
  if (stored.startsWith('$md5')) return 'SunMD5 cannot be verified here'
  if (stored.startsWith('$3$')) return 'the NT hash cannot be verified here'
  if (stored.startsWith('_')) return 'extended DES cannot be verified here'
  if (/^[*!]/.test(stored)) return 'the account is locked'
  return 'what is stored is no string of crypt(3)'
}
