import { createHash } from 'node:crypto'
import { digitsOf } from './alphabet.js'
import { breatheAt } from './breathe.js'

const ROUNDS = 1000
const ORDER = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
  [-1, -1, 11],
]

/** Hashes a password as `$1$salt$` does (Poul-Henning Kamp's MD5 crypt). @returns all of `stored` */
export async function md5Crypt(password: Uint8Array, salt: string): Promise<string> {
  const saltBytes = Buffer.from(salt, 'latin1')
  const inner = md5(password, saltBytes, password)
  const first = createHash('md5').update(password).update('$1$').update(saltBytes)
  first.update(repeated(inner, password.length))
  for (let left = password.length; left > 0; left >>= 1) {
    first.update((left & 1) === 1 ? Buffer.alloc(1) : password.subarray(0, 1))
  }
  let digest: Uint8Array = first.digest()
  for (let round = 0; round < ROUNDS; round++) {
    const odd = round % 2 === 1
    digest = md5(
      odd ? password : digest,
      round % 3 === 0 ? NOTHING : saltBytes,
      round % 7 === 0 ? NOTHING : password,
      odd ? digest : password,
    )
    await breatheAt(round)
  }
  return `$1$${salt}$${digitsOf(digest, ORDER)}`
}

const NOTHING = Buffer.alloc(0)

function md5(...pieces: Uint8Array[]): Buffer {
  const hash = createHash('md5')
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}

/** A digest again and again, up to a length. */
export function repeated(digest: Uint8Array, length: number): Buffer {
  return Buffer.alloc(length, digest)
}
