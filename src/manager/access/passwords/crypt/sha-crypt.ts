import { createHash } from 'node:crypto'
import { digitsOf } from './alphabet.js'
import { breatheAt } from './breathe.js'
import { repeated } from './md5-crypt.js'

interface Variant {
  readonly prefix: '$5$' | '$6$'
  readonly algorithm: 'sha256' | 'sha512'
  readonly order: readonly (readonly number[])[]
}

export const SHA256_CRYPT: Variant = { prefix: '$5$', algorithm: 'sha256', order: orderOf(32) }
export const SHA512_CRYPT: Variant = { prefix: '$6$', algorithm: 'sha512', order: orderOf(64) }

/**
 * Hashes a password as `$5$` and `$6$` do (Ulrich Drepper's SHA-crypt 0.6).
 *
 * @param salt up to 16 characters
 * @returns the digits behind the salt
 */
export async function shaCrypt(
  variant: Variant,
  password: Uint8Array,
  salt: string,
  rounds: number,
): Promise<string> {
  const hash = (...pieces: Uint8Array[]) => {
    const state = createHash(variant.algorithm)
    for (const piece of pieces) state.update(piece)
    return state.digest()
  }
  const saltBytes = Buffer.from(salt, 'latin1')
  const inner = hash(password, saltBytes, password)
  const pieces: Uint8Array[] = [password, saltBytes, repeated(inner, password.length)]
  for (let left = password.length; left > 0; left >>= 1) {
    pieces.push((left & 1) === 1 ? inner : password)
  }
  let digest = hash(...pieces)
  const passwordSequence = repeated(
    hash(...Array<Uint8Array>(password.length).fill(password)),
    password.length,
  )
  const saltSequence = repeated(
    hash(...Array<Uint8Array>(16 + (digest[0] as number)).fill(saltBytes)),
    saltBytes.length,
  )
  for (let round = 0; round < rounds; round++) {
    const odd = round % 2 === 1
    digest = hash(
      odd ? passwordSequence : digest,
      round % 3 === 0 ? NOTHING : saltSequence,
      round % 7 === 0 ? NOTHING : passwordSequence,
      odd ? digest : passwordSequence,
    )
    await breatheAt(round)
  }
  return digitsOf(digest, variant.order)
}

const NOTHING = Buffer.alloc(0)

/** Which bytes stand together: thirds of the digest whose places turn, then what is left. */
function orderOf(length: 32 | 64): readonly (readonly number[])[] {
  const third = Math.floor(length / 3)
  const order: number[][] = []
  for (let index = 0; index < third; index++) {
    const bytes = [index, index + third, index + 2 * third]
    const turn = length === 64 ? index : (3 - (index % 3)) % 3
    order.push(bytes.map((_, at) => bytes[(at + turn) % 3] as number))
  }
  order.push(length === 64 ? [-1, -1, 63] : [-1, 31, 30])
  return order
}
