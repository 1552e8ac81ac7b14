import { Source } from '../../syntax/index.js'

/**
 * The 64-bit FNV-1a hash of a text's bytes, as 16 lower-case hexadecimal digits. It is not
 * cryptographic: it neither resists forgery nor hides the text.
 */
export function fnv1a(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (const byte of new Source(text).bytes) {
    low = (low ^ byte) >>> 0
    // The prime is 2^40 + 0x1b3; each product fits into the 53 bits that a number stores exactly.
    const product = low * 0x1b3
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 0x100) % 2 ** 32
    low = product >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}
